/** The parts that pages consist of. */
export const parts = `
/* A form whose buttons stand elsewhere on the page. */
.form-of-buttons { display: none; }

.notice {
  display: flex;
  gap: var(--space-3);
  padding: var(--space-3) var(--space-4);
  border: 1px solid var(--line);
  border-radius: var(--round);
  background: var(--inset);
  font-size: var(--small);
}
.notice > .sign { margin-top: 0.2rem; }
.notice-caution { border-color: var(--caution-line); background: var(--caution-soft); color: var(--caution); }

.badge {
  display: inline-flex;
  align-items: center;
  gap: var(--space-1);
  padding: 0.0625rem var(--space-2);
  border: 1px solid transparent;
  border-radius: 999px;
  background: var(--accent-soft);
  color: var(--accent);
  font-size: var(--tiny);
  font-weight: 600;
  white-space: nowrap;
}
.badge .sign { width: 0.75rem; height: 0.75rem; stroke-width: 2; }
.badge-caution { border-color: var(--caution-line); background: var(--caution-soft); color: var(--caution); }
.badge-neutral { border-color: var(--line); background: var(--inset); color: var(--muted); }

.party { display: flex; align-items: flex-start; gap: var(--space-3); }
.party-text { display: flex; flex-direction: column; gap: var(--space-1); min-width: 0; }
.party-name { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-2); font-weight: 600; line-height: 1.35; }
.monogram {
  display: grid;
  place-items: center;
  flex: none;
  width: 2.5rem;
  height: 2.5rem;
  border: 1px solid var(--line);
  border-radius: var(--round);
  background: var(--inset);
  color: var(--ink);
  font-weight: 650;
  line-height: 1;
}
.monogram-user { border-color: transparent; border-radius: 50%; background: var(--accent-soft); color: var(--accent); }

.account {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: var(--space-2) var(--space-3);
  padding: var(--space-3) var(--space-4);
  border: 1px solid var(--line);
  border-radius: var(--round);
  background: var(--inset);
}
.account .party { align-items: center; flex: 1 1 12rem; min-width: 0; }
.account .party-text { gap: 0; }
.account .button-link { margin-inline: calc(-1 * var(--space-2)); }
.account .monogram { width: 2.25rem; height: 2.25rem; }
.caption { color: var(--muted); font-size: var(--tiny); line-height: 1.4; }

.steps { display: flex; flex-direction: column; gap: var(--space-2); padding-inline-start: 1.25rem; }
.steps li::marker { color: var(--muted); }
.small-print { padding-top: var(--space-4); border-top: 1px solid var(--line); color: var(--muted); font-size: var(--tiny); }
.small-print code { font-size: inherit; }
.reference { display: grid; grid-template-columns: auto minmax(0, 1fr); align-items: center; gap: var(--space-3); padding-top: var(--space-4); border-top: 1px solid var(--line); color: var(--muted); font-size: var(--tiny); }
.small-print + .reference { padding-top: 0; border-top: 0; }
.reference input { width: 100%; min-height: 2.25rem; padding: var(--space-1) var(--space-3); border: 1px solid var(--line); border-radius: var(--round); background: var(--inset); color: var(--ink); font: var(--small)/1.3 var(--mono); }
.small-print dl, dl.small-print { display: grid; grid-template-columns: auto 1fr; gap: var(--space-1) var(--space-3); }

.sections { display: flex; flex-direction: column; gap: var(--space-5); }
.section { display: flex; flex-direction: column; gap: var(--space-3); }
.section + .section { padding-top: var(--space-5); border-top: 1px solid var(--line); }
.command { display: flex; flex-direction: column; gap: var(--space-1); }
.command pre {
  padding: var(--space-3) var(--space-4);
  border: 1px solid var(--line);
  border-radius: var(--round);
  background: var(--inset);
  font: var(--tiny)/1.5 var(--mono);
  white-space: pre-wrap;
}
.command code { font-size: inherit; }
.facts { display: grid; gap: var(--space-3); }
.fact { display: grid; gap: 0 var(--space-4); }
.fact dt { color: var(--muted); font-size: var(--small); line-height: 1.7; }
.fact dd { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 var(--space-2); font-weight: 500; }
.fact code { font-weight: 400; }
.fact bdi + code { color: var(--muted); }
@media (min-width: 30rem) {
  .fact { grid-template-columns: 7rem 1fr; }
}
`;
