/**
 * The bar with both buttons, which sticks where the window has the room. At first
 * the Allow button takes no clicks, because a click may have been meant for what was shown before. Where a
 * pointer can hover, that time begins when it reaches the sheet: the page may have been open for long under
 * another window. Nothing moves, so nothing changes for users who asked for less motion.
 */
export const bar = `
.actions {
  display: flex; flex-wrap: wrap; gap: var(--s3);
  padding: var(--s4) var(--inset) max(var(--s4), env(safe-area-inset-bottom));
  border-block-start: 1px solid var(--line); background: var(--sheet);
}
.actions .button { flex: 1 0 max-content; padding-inline: var(--s3); }
/* What is allowed may have a long name, and breaks; what denies is one word. */
.actions .button + .button, .actions > .button:only-child { flex: 6 1 0; min-width: 0; }
.sum { flex: 0 0 100%; display: flex; flex-wrap: wrap; gap: 0 var(--s3); margin-block: calc(-1 * var(--s1)); color: var(--muted); font-size: var(--tiny); line-height: 1.35; }
.sum span { display: flex; align-items: center; gap: var(--s1); }
.sum .sign { width: 0.875rem; height: 0.875rem; }
.sum .sign-pencil { color: var(--care); }
.sum .sign-trash { color: var(--danger); }
@media (min-width: 52rem) { .sum { display: none; } }
@media (min-height: 30rem) { .actions { position: sticky; inset-block-end: 0; } }

.button-wary { animation: wary 600ms; }
@keyframes wary { from, to { pointer-events: none; } }
@media (hover: hover) {
  .sheet:not(:hover) .button-wary { animation: none; pointer-events: none; }
}
`;
