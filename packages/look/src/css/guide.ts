/** Pages that explain what to do next. */
export const guide = `
.item { padding: var(--s5) var(--s4); }
@media (min-width: 40rem) { .item { padding: var(--s5); } }
.caption { font-size: var(--small); font-weight: 650; }
.caption small { color: var(--muted); font-weight: 400; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s5); margin-block-start: var(--s5); align-items: start; }
@media (min-width: 60rem) {
  .columns { grid-template: auto auto 1fr / minmax(0, 1.7fr) minmax(0, 1fr); }
  .columns > :nth-child(1) { grid-area: 1 / 1; }
  .columns > :nth-child(2) { grid-area: 1 / 2 / span 2; }
  .columns > :nth-child(3) { grid-area: 2 / 1 / span 2; }
  .columns > :nth-child(4) { grid-area: 3 / 2; }
}
.steps { counter-reset: step; display: flex; flex-direction: column; gap: var(--s5); }
.steps > li { counter-increment: step; display: flex; flex-direction: column; gap: var(--s2); }
.steps > li > h2::before, .steps > li > h3::before { content: counter(step) " "; content: counter(step) " " / ""; color: var(--accent); margin-inline-end: var(--s2); }
.people > li { padding-block: var(--s2); }
.people .person-text { flex: 1; }
.people .button { flex: none; }
.people > li + li { border-block-start: 1px solid var(--line); }
.person { justify-content: start; padding-inline: var(--s3); text-align: start; }
.person-text { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--s2); min-width: 0; line-height: 1.35; }
.person-text small { flex-basis: 100%; color: var(--muted); font-weight: 400; }
`;
