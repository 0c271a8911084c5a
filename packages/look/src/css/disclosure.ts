/** What is folded, and lists of facts. */
export const disclosure = `
details > summary { list-style: none; display: flex; align-items: center; gap: var(--s2); min-height: 2.75rem; color: var(--muted); font-size: var(--small); font-weight: 600; }
details > summary::-webkit-details-marker { display: none; }
details > summary:hover { color: var(--ink); }
.sign-chevron { width: 0.875rem; height: 0.875rem; }
details[open] > summary .sign-chevron { rotate: 90deg; }
[dir="rtl"] details[open] > summary .sign-chevron { rotate: -90deg; }
.facts { display: grid; gap: var(--s3); padding-block-end: var(--s3); font-size: var(--tiny); }
.facts dt { color: var(--muted); }
.facts code { font-size: 1em; }
.can { display: flex; align-items: center; gap: var(--s2); }
.can .sign { color: var(--muted); }
.can .sign-pencil { color: var(--care); }
.stack > .facts { padding-block-end: 0; }
.facts-pairs { grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.5rem), 1fr)); gap: var(--s3) var(--s4); font-size: var(--small); padding-block-end: 0; }
.facts-pairs dt { font-size: var(--tiny); }

.ref { display: grid; grid-template-columns: auto minmax(0, 1fr); align-items: center; gap: var(--s3); padding-block-start: var(--s4); border-block-start: 1px solid var(--line); color: var(--muted); font-size: var(--tiny); }
.ref .input { min-height: 2.25rem; border-width: 1px; border-color: var(--line); background: var(--rail); font-family: var(--mono); font-size: var(--small); }
.copy { display: block; padding: var(--s3) var(--s4); border: 1px solid var(--line); border-radius: var(--r2); background: var(--rail); font: var(--tiny)/1.55 var(--mono); white-space: pre-wrap; -webkit-user-select: all; user-select: all; cursor: copy; }
`;
