/** Basic elements, and the frame of every page. */
export const foundation = `
*, ::before, ::after { box-sizing: border-box; }
html {
  background: var(--page);
  color: var(--ink);
  font: 100%/1.55 var(--sans);
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
  scroll-padding-block: var(--space-4) 11rem;
}
body {
  display: grid;
  grid-template-rows: auto 1fr auto;
  justify-items: center;
  min-height: 100vh;
  min-height: 100dvh;
  margin: 0;
  padding: var(--space-4) max(var(--space-3), env(safe-area-inset-left)) var(--space-5);
  overflow-wrap: anywhere;
}
h1, h2, p, ul, ol, dl, dd, fieldset, legend, pre, figure { margin: 0; padding: 0; }
h1, h2 { text-wrap: balance; }
h1 { font-size: var(--title); font-weight: 650; line-height: 1.22; letter-spacing: -0.015em; }
h2 { font-size: var(--small); font-weight: 600; line-height: 1.4; }
p { text-wrap: pretty; }
fieldset { border: 0; min-width: 0; }
code { font-family: var(--mono); font-size: 0.8125em; }
bdi { unicode-bidi: isolate; }
a { color: var(--accent); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
a:hover { color: var(--accent-hover); text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; border-radius: 0.25rem; }
svg { flex: none; }

.brand {
  display: flex;
  align-items: center;
  gap: var(--space-2);
  padding-block: var(--space-3) var(--space-5);
  color: var(--muted);
  font-size: var(--small);
  font-weight: 600;
  letter-spacing: 0.01em;
}
.brand-mark { width: 1.625rem; height: 1.625rem; fill: var(--accent); }
main { display: flex; flex-direction: column; width: 100%; max-width: 29rem; }
main.wide { max-width: 42rem; }
.card {
  display: flex;
  flex-direction: column;
  gap: var(--space-5);
  --card-inset: var(--space-4);
  --card-inset-block: var(--space-5);
  padding: var(--card-inset-block) var(--card-inset);
  border: 1px solid var(--line);
  border-radius: var(--round-large);
  background: var(--card);
  box-shadow: 0 1px 2px rgb(12 28 22 / 0.04), 0 1rem 2.5rem -1.25rem rgb(12 28 22 / 0.18);
}
.opening { display: flex; flex-direction: column; gap: var(--space-3); }
.opening > p { color: var(--muted); }
.aside { color: var(--muted); font-size: var(--small); text-align: center; padding: var(--space-4) var(--space-2) 0; }
.quiet { color: var(--muted); font-size: var(--small); }
.lead { font-size: var(--lead); }
@media (min-width: 30rem) {
  .card { --card-inset: var(--space-6); --card-inset-block: var(--space-6); }
}
@media (min-width: 30rem) and (min-height: 44rem) {
  .brand { padding-block: clamp(var(--space-4), 6vh, var(--space-7)) var(--space-5); }
}
`;
