/** Buttons, checkboxes and other controls. */
export const controls = `
.button {
  display: flex;
  align-items: center;
  justify-content: center;
  gap: var(--space-3);
  width: 100%;
  min-height: 3rem;
  padding: var(--space-2) var(--space-4);
  border: 1px solid transparent;
  border-radius: var(--round);
  font: inherit;
  font-weight: 600;
  line-height: 1.3;
  text-align: center;
  text-decoration: none;
  cursor: pointer;
}
.button:focus-visible { border-radius: var(--round); }
.button:active { translate: 0 1px; }
.button-accent { background: var(--accent); color: var(--on-accent); }
.button-accent:hover { background: var(--accent-hover); color: var(--on-accent); }
.button-counter { background: var(--counter); color: var(--on-counter); }
.button-counter:hover { background: var(--counter-hover); color: var(--on-counter); }
.button-plain { background: var(--card); border-color: var(--edge); color: var(--ink); }
.button-plain:hover { background: var(--inset); border-color: var(--ink); color: var(--ink); }
.button-link {
  padding: var(--space-1) var(--space-2);
  min-height: 1.75rem;
  border: 0;
  background: none;
  color: var(--accent);
  font: inherit;
  font-size: var(--small);
  font-weight: 600;
  text-decoration: underline;
  text-decoration-thickness: 1px;
  text-underline-offset: 0.2em;
  cursor: pointer;
}
.button-link:hover { color: var(--accent-hover); text-decoration-thickness: 2px; }
.buttons { display: flex; flex-direction: column; gap: var(--space-3); }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: var(--space-3); }
.mark { width: 1.25rem; height: 1.25rem; }
.sign { width: 1rem; height: 1rem; fill: none; stroke: currentcolor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
input[type="checkbox"] { width: 1.25rem; height: 1.25rem; margin: 0.125rem 0 0; accent-color: var(--accent); flex: none; }
@media (prefers-reduced-motion: no-preference) {
  .button, .button-link { transition: background-color 120ms ease, border-color 120ms ease, color 120ms ease; }
}
@media (forced-colors: active) {
  .button, .card, .notice { border: 1px solid; }
  .brand-mark { fill: CanvasText; }
}
`;
