/**
 * The consent page: a list that is readable with one scope and with five hundred. At first its Allow
 * button takes no clicks, because a click may have been meant for what was shown before. Where a pointer
 * can hover, that time begins when it reaches the card: the page may have been open for long under
 * another window. Nothing moves, so nothing changes for users who asked for less motion.
 */
export const consent = `
.consent { display: flex; flex-direction: column; gap: var(--space-5); }
.scopes { display: flex; flex-direction: column; gap: var(--space-3); }
.scope-list { display: flex; flex-direction: column; list-style: none; }
.scope-list > li { border-top: 1px solid var(--line); }
.scope-list > li:first-child { border-top: 0; }
.scope { display: flex; align-items: flex-start; gap: var(--space-3); padding-block: 0.625rem; }
label.scope { cursor: pointer; }
.scope > .sign { width: 1.25rem; height: 1.25rem; margin-top: 0.125rem; padding: 0.125rem; color: var(--accent); }
.scope-unavailable, .scope-unavailable > .sign { color: var(--muted); }
.scope-text { display: flex; flex-direction: column; min-width: 0; }
.scope-name { display: flex; flex-wrap: wrap; gap: 0 var(--space-2); color: var(--muted); font-size: var(--tiny); }
.scope-note { color: var(--caution); font-size: var(--tiny); }
.scope-name code { font-size: inherit; }
.scope-name code + span::before { content: "· "; content: "· " / ""; }
.button-wary { animation: wary 600ms; }
@keyframes wary { from, to { pointer-events: none; } }
@media (hover: hover) {
  .card:not(:hover) .button-wary { animation: none; pointer-events: none; }
}
.decision { display: flex; flex-direction: column; gap: var(--space-4); }
@media (min-height: 36rem) {
  .decision-in-sight {
    position: sticky;
    bottom: 0;
    margin: 0 calc(-1 * var(--card-inset)) calc(-1 * var(--card-inset-block));
    padding: var(--space-4) var(--card-inset) var(--card-inset-block);
    border-top: 1px solid var(--line);
    border-radius: 0 0 var(--round-large) var(--round-large);
    background: var(--card);
  }
}
`;
