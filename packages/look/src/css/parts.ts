/** Signs, badges and notes. */
export const parts = `
.sign { width: 1rem; height: 1rem; fill: none; stroke: currentcolor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
[dir="rtl"] .sign-arrow, [dir="rtl"] .sign-chevron { scale: -1 1; }
.badge {
  display: inline-flex; align-items: center; gap: var(--s1); padding: 0 var(--s2); min-height: 1.375rem; border: 1px solid var(--line); border-radius: 999px;
  background: var(--rail); color: var(--muted); font-size: var(--tiny); font-weight: 600; line-height: 1.3; white-space: nowrap;
}
.badge .sign { width: 0.8125rem; height: 0.8125rem; stroke-width: 2.4; }
.who .badge { background: var(--sheet); }
.badge-good, .who .badge-good { border-color: transparent; background: var(--good-soft); color: var(--good); }
.badge-care, .who .badge-care { border-color: var(--care-line); background: var(--care-soft); color: var(--care); }
.badge-danger, .who .badge-danger { border-color: var(--danger-line); background: var(--danger-soft); color: var(--danger); }
.badges { display: flex; flex-wrap: wrap; align-items: center; gap: var(--s1) var(--s2); }

/* A name that is longer than a line breaks at its edge and not at a hyphen, which its owner chose, and goes on further in. */
.host-end { display: inline-block; max-width: 100%; padding-inline-start: 1em; text-indent: -1em; word-break: break-all; }

.note { display: flex; gap: var(--s3); padding: var(--s3) var(--s4); border: 1px solid var(--line); border-radius: var(--r2); background: var(--rail); font-size: var(--small); }
.note > .sign { width: 1.125rem; height: 1.125rem; margin-block-start: 0.125rem; }
.note h2 { font-size: 1rem; margin-block-end: var(--s1); }
.note-care { border-color: var(--care-line); border-inline-start: 4px solid var(--care); background: var(--care-soft); }
.note-care > .sign, .note-care h2 { color: var(--care); }
.note-good { border-color: var(--good); background: var(--good-soft); }
.note-good > .sign { color: var(--good); }
`;
