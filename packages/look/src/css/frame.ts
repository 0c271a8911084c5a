/** Operator above, Gatehouse below; the sheet, in one or two columns. */
export const frame = `
.top, .foot, main { width: 100%; max-width: 60rem; margin-inline: auto; padding-inline: max(var(--s4), env(safe-area-inset-left)) max(var(--s4), env(safe-area-inset-right)); }
.narrow .top, .narrow .foot, .narrow main { max-width: 31rem; }
.wide .top, .wide .foot, .wide main { max-width: 76rem; }
.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--s2) var(--s4); padding-block: var(--s4) var(--s3); }
.operator { display: flex; align-items: center; gap: var(--s3); min-height: 2rem; color: var(--ink); font-weight: 650; text-decoration: none; }
a.operator:hover { color: var(--ink); text-decoration: underline; }
.logo { width: auto; height: 1.75rem; max-width: 10rem; object-fit: contain; }
.foot { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--s1) var(--s5); padding-block: var(--s4) max(var(--s4), env(safe-area-inset-bottom)); color: var(--muted); font-size: var(--tiny); }
.foot ul { display: flex; flex-wrap: wrap; gap: 0 var(--s4); }
.foot a { display: inline-block; padding-block: var(--s1); color: inherit; }
.languages { display: flex; flex-wrap: wrap; gap: 0 var(--s4); }
.foot .link { padding-block: var(--s1); color: inherit; font-size: inherit; font-weight: inherit; }
.runs { display: flex; align-items: center; gap: var(--s2); }
.gatehouse { width: 1.125rem; height: 1.125rem; fill: currentcolor; }
.operator .gatehouse { width: 1.75rem; height: 1.75rem; fill: var(--accent); }
main { padding-block: var(--s1) var(--s4); }
@media (min-width: 40rem) { main { padding-block-start: clamp(var(--s2), 3.5vh, var(--s7)); } }

.sheet { border: 1px solid var(--line); border-radius: var(--r3); background: var(--sheet); box-shadow: var(--lift); overflow: clip; }
.pad { display: flex; flex-direction: column; gap: var(--s5); padding: var(--s5) var(--s4); }
.stack { display: flex; flex-direction: column; gap: var(--s3); }
.stack-tight { display: flex; flex-direction: column; gap: var(--s1); }
.lede { color: var(--muted); }
@media (min-width: 30rem) { .pad { padding: var(--s6); } }

.two { --inset: var(--s4); }
.who, .tech, .what { padding: var(--s4) var(--inset); }
.who { display: flex; flex-direction: column; gap: var(--s4); background: var(--rail); border-block-end: 1px solid var(--line); }
.what { display: flex; flex-direction: column; gap: var(--s4); }
.tech { padding-block: var(--s3); background: var(--rail); border-block-start: 1px solid var(--line); }
@media (min-width: 30rem) { .two { --inset: var(--s6); } }
@media (min-width: 52rem) {
  .two { display: grid; grid-template-columns: 22.5rem minmax(0, 1fr); grid-template-rows: auto 1fr; }
  .who { grid-area: 1 / 1; gap: var(--s5); padding-block: var(--s6); }
  .tech { grid-area: 2 / 1; display: flex; flex-direction: column; justify-content: end; border-block-start: 0; padding-block: 0 var(--s4); }
  .who, .tech { border-block-end: 0; border-inline-end: 1px solid var(--line); }
  .what { grid-area: 1 / 2 / 3; gap: var(--s5); padding-block: var(--s6); }
  form.two > .what { padding-block-end: 6.5rem; }
  .actions { grid-area: 1 / 2 / 3; align-self: end; }
}

/* A low window: the same with less air, so that a decision fits. */
@media (min-width: 52rem) and (max-height: 48rem) {
  main { padding-block-start: var(--s1); }
  .who, .what { padding-block-start: var(--s5); }
  .what { gap: var(--s4); }
  form.two > .what { padding-block-end: 6rem; }
  .what .perm-line { min-height: 3rem; }
}
@media (max-width: 29.99rem) {
  .who { gap: var(--s3); }
  .what { gap: var(--s3); padding-block-start: var(--s3); }
}
@media (max-width: 29.99rem) and (max-height: 48rem) {
  .top { padding-block: var(--s2) var(--s1); }
  .who { padding-block: var(--s3); }
  .who .thread { gap: var(--s2); }
  .who .thread > div:not(:last-child)::before { inset-block-end: calc(-1 * var(--s2) + 2px); }
}
`;
