/** The consent page: a list that stays readable with one scope and with five hundred. */
export const consent = `
.consent { display: flex; flex-direction: column; gap: var(--space-5); }
.scopes { display: flex; flex-direction: column; gap: var(--space-3); }
.scope-list { display: flex; flex-direction: column; list-style: none; }
.scope-list > li { border-top: 1px solid var(--line); }
.scope-list > li:first-child { border-top: 0; }
.scope { display: flex; align-items: flex-start; gap: var(--space-3); padding-block: 0.625rem; }
label.scope { cursor: pointer; }
.scope > .sign { width: 1.25rem; height: 1.25rem; margin-top: 0.125rem; padding: 0.125rem; color: var(--accent); }
.scope-text { display: flex; flex-direction: column; min-width: 0; }
.scope-text code { color: var(--muted); }
.scope-before { color: var(--muted); font-family: var(--sans); font-size: var(--tiny); }
.decision {
  display: flex;
  flex-direction: column;
  gap: var(--space-3);
  margin: 0 calc(-1 * var(--space-4)) calc(-1 * var(--space-5));
  padding: var(--space-4);
  border-top: 1px solid var(--line);
  border-radius: 0 0 var(--round-large) var(--round-large);
  background: var(--card);
}
@media (min-width: 30rem) {
  .decision { margin: 0 calc(-1 * var(--space-6)) calc(-1 * var(--space-6)); padding: var(--space-4) var(--space-6) var(--space-5); }
}
@media (min-height: 36rem) {
  .decision { position: sticky; bottom: 0; }
}
`;
