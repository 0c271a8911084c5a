/** Pages that explain what to do next. */
export const guide = `
.columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s5); margin-block-start: var(--s5); align-items: start; }
@media (min-width: 60rem) { .columns { grid-template-columns: minmax(0, 1.7fr) minmax(0, 1fr); } }
.columns > .stack { gap: var(--s5); }
.steps { counter-reset: step; display: flex; flex-direction: column; gap: var(--s5); }
.steps > li { counter-increment: step; display: flex; flex-direction: column; gap: var(--s2); }
.steps > li > h2::before, .steps > li > h3::before { content: counter(step) " "; content: counter(step) " " / ""; color: var(--accent); margin-inline-end: var(--s2); }
.people > li { padding-block: var(--s2); }
.people > li + li { border-block-start: 1px solid var(--line); }
`;
