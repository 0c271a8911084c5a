/** What is decided on: readable with one permission and with five hundred. */
export const permissions = `
.perms { display: flex; flex-direction: column; gap: var(--s4); }
.group legend, .group > h2 { display: flex; align-items: center; gap: var(--s2); padding-block-end: var(--s1); }
.group h2 { color: var(--muted); font-size: var(--small); font-weight: 600; letter-spacing: 0; }
.perm { border-block-start: 1px solid var(--line); }
.perm-line { display: flex; align-items: center; gap: var(--s3); min-height: 3.25rem; padding-block: var(--s2); }
label.perm-line { cursor: pointer; }
.perm-text { flex: 1; min-width: 0; line-height: 1.35; }
.perm-text small { display: block; color: var(--muted); }
.perm-text .badge { white-space: normal; border-radius: var(--r2); }
.perm-end { flex: none; color: var(--muted); font-size: var(--tiny); }
.risk { display: grid; place-items: center; flex: none; width: 2rem; height: 2rem; border-radius: var(--r2); background: var(--rail); color: var(--muted); }
.risk-change { background: var(--care-soft); color: var(--care); }
.risk-danger { background: var(--danger-soft); color: var(--danger); }
input[type="checkbox"] { flex: none; width: 1.375rem; height: 1.375rem; margin: 0; accent-color: var(--accent); }
.term { display: flex; gap: var(--s2); color: var(--muted); font-size: var(--small); line-height: 1.45; }
.term .sign { margin-block-start: 0.2rem; }
.vouch { display: flex; gap: var(--s3); align-items: center; cursor: pointer; font-weight: 600; line-height: 1.35; }
`;
