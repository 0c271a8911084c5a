/** What can be pressed. */
export const controls = `
.button {
  display: inline-flex; align-items: center; justify-content: center; gap: var(--s3); min-height: 2.875rem; padding: var(--s2) var(--s5);
  border: 1.5px solid var(--edge); border-radius: var(--r2); background: var(--sheet); color: var(--ink); font: inherit; font-weight: 600; line-height: 1.25; text-align: center; text-decoration: none; cursor: pointer;
}
.button:hover { border-color: var(--ink); background: var(--rail); color: var(--ink); }
.button:focus-visible { border-radius: var(--r2); }
.button:active { translate: 0 1px; }
.button-main { border-color: transparent; background: var(--accent); color: var(--on-accent); }
.button-main:hover { border-color: transparent; background: var(--accent-strong); color: var(--on-accent); }
.button-danger { border-color: var(--danger); color: var(--danger); }
.button-danger:hover { border-color: var(--danger); background: var(--danger-soft); color: var(--danger); }
.button-small { min-height: 2.25rem; padding: var(--s1) var(--s3); font-size: var(--small); }
.button-wide { width: 100%; }
.button .mark { width: 1.25rem; height: 1.25rem; }
.provider { justify-content: start; gap: var(--s1); padding-inline: var(--s2); min-height: 3.125rem; text-align: start; }
.provider > .mark { margin-inline: var(--s2) var(--s1); }
.provider > .label { flex: 1; display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; column-gap: var(--s3); padding-inline-end: var(--s2); }
.provider .tag { white-space: nowrap; color: var(--muted); font-size: var(--tiny); font-weight: 500; }
.link {
  display: inline-block; min-height: 1.5rem; padding: 0; border: 0; background: none; color: var(--accent); font: inherit; font-size: var(--small); font-weight: 600;
  text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 0.2em; cursor: pointer;
}
.link:hover { color: var(--accent-strong); text-decoration-thickness: 2px; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: var(--s2) var(--s3); }
.spread { justify-content: space-between; }
.grow { flex: 1 1 12rem; min-width: 0; }

.input {
  width: 100%; min-height: 2.875rem; padding: var(--s2) var(--s3); border: 1.5px solid var(--edge); border-radius: var(--r2); background: var(--sheet); color: var(--ink); font: inherit;
}
`;
