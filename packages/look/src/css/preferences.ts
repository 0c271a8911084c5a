/** What a person has asked their browser or system for. */
export const preferences = `
@media (prefers-reduced-motion: no-preference) {
  .button, .link { transition: background-color 120ms ease, border-color 120ms ease, color 120ms ease; }
  .sign-chevron { transition: rotate 120ms ease; }
}
@media (prefers-contrast: more) {
  :root { --line: var(--edge); --muted: var(--ink); }
}
@media (forced-colors: active) {
  .risk, .badge { border: 1px solid; }
  .button-main { border-width: 3px; }
  .status * { stroke: CanvasText; }
}
@media print {
  .actions { position: static; }
}
`;
