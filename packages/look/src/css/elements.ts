/** Basic elements. */
export const elements = `
*, ::before, ::after { box-sizing: border-box; }
html {
  background: var(--page);
  color: var(--ink);
  font: 100%/1.5 var(--sans);
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
  scroll-padding-block: var(--s4) 10rem;
}
body {
  display: grid;
  grid-template: auto 1fr auto / minmax(0, 1fr);
  min-height: 100vh;
  min-height: 100dvh;
  margin: 0;
  overflow-wrap: anywhere;
}
h1, h2, h3, p, ul, ol, dl, dd, fieldset, legend, pre, figure, table { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1, h2, h3 { text-wrap: balance; line-height: 1.25; }
h1 { font-size: var(--title); font-weight: 650; letter-spacing: -0.018em; line-height: 1.2; }
h2 { font-size: var(--lead); font-weight: 650; letter-spacing: -0.005em; }
h3 { font-size: 1rem; font-weight: 650; }
p { text-wrap: pretty; }
strong { font-weight: 650; }
small { font-size: var(--tiny); }
fieldset { border: 0; min-width: 0; }
code, kbd { font-family: var(--mono); font-size: 0.875em; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
a:hover { color: var(--accent-strong); text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: var(--r1); }
svg { flex: none; display: block; }
summary { cursor: pointer; }
[hidden] { display: none; }
.away {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}
.skip { position: absolute; inset-inline-start: var(--s4); inset-block-start: -6rem; padding: var(--s2) var(--s4); background: var(--sheet); z-index: 2; }
.skip:focus { inset-block-start: var(--s2); }
.quiet { color: var(--muted); font-size: var(--small); }
.tiny { color: var(--muted); font-size: var(--tiny); }
/* On one line where it fits, and never wider than what it stands in. */
.together { display: inline-block; }
`;
