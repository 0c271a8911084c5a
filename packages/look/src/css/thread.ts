/** Square is an app, arch a server, circle a person; joined they are the thread. */
export const thread = `
.tile {
  display: grid; place-items: center; flex: none; inline-size: var(--tile); block-size: var(--tile);
  border: 1.5px solid var(--edge); background: var(--sheet); color: var(--ink); font-size: 1rem; font-weight: 650; line-height: 1;
}
.tile svg { width: 1.125rem; height: 1.125rem; }
.tile-app { border-radius: var(--r2); }
.tile-server { border-radius: 999px 999px var(--r1) var(--r1); padding-block-start: 0.25rem; }
.tile-person { border-radius: 50%; }
.tile-good { border-color: var(--good); background: var(--good-soft); color: var(--good); }
.tile-care { border-color: var(--care); background: var(--care-soft); color: var(--care); }
.tile-open { border-style: dashed; color: var(--muted); }
.party { display: flex; align-items: flex-start; gap: var(--s3); min-width: 0; }
.party > :last-child { min-width: 0; flex: 1; }
.party-middle { align-items: center; }

.thread { display: flex; flex-direction: column; gap: var(--s3); }
.thread > div { position: relative; min-height: var(--tile); padding-inline-start: calc(var(--tile) + var(--s3)); }
.thread > div:not(:last-child)::before {
  content: ""; position: absolute; inset-block: calc(var(--tile) + 2px) calc(-1 * var(--s3) + 2px);
  inset-inline-start: calc(var(--tile) / 2 - 1px); border-inline-start: 2px solid var(--edge);
}
.thread > .loose:not(:last-child)::before { border-inline-start-style: dotted; }
.thread .tile { position: absolute; inset-block-start: 0; inset-inline-start: 0; }
.thread dt { display: flex; flex-wrap: wrap; align-items: center; gap: 0 var(--s2); min-height: 1.5rem; color: var(--muted); font-size: var(--tiny); line-height: 1.35; }
.thread dd { line-height: 1.4; }
.thread dd strong { display: block; }
.thread .link { font-size: var(--tiny); }
.thread .quiet { line-height: 1.4; }
@media (min-width: 52rem) {
  .thread { gap: var(--s4); }
  .thread > div:not(:last-child)::before { inset-block-end: calc(-1 * var(--s4) + 2px); }
}
`;
