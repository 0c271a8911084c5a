import type { Palette } from '../colours.ts';

/** The colours as custom properties, with light values alone for browsers without `light-dark()`. */
export function tokens(palette: Palette): string {
  const pairs = Object.entries(palette).map(([name, pair]) => [property(name), pair] as const);
  const light = pairs.map(([name, [value]]) => `  ${name}: ${value};`);
  const both = pairs.map(([name, [one, other]]) => `    ${name}: light-dark(${one}, ${other});`);
  return `:root {
${light.join('\n')}
${MEASURES}
}
@supports (color: light-dark(#fff, #000)) {
  :root {
    color-scheme: light dark;
${both.join('\n')}
  }
}
`;
}

/** `--accent-strong` of `accentStrong` */
function property(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

const MEASURES = `  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
  --mono: ui-monospace, SFMono-Regular, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
  --tiny: 0.8125rem;
  --small: 0.875rem;
  --lead: 1.0625rem;
  --title: clamp(1.4375rem, 1.25rem + 0.9vw, 1.8125rem);
  --s1: 0.25rem;
  --s2: 0.5rem;
  --s3: 0.75rem;
  --s4: 1rem;
  --s5: 1.5rem;
  --s6: 2rem;
  --s7: 3rem;
  --r1: 0.375rem;
  --r2: 0.625rem;
  --r3: 1.25rem;
  --tile: 2.5rem;
  --lift: 0 1px 2px rgb(12 28 22 / 0.05), 0 1.25rem 2.5rem -1.5rem rgb(12 28 22 / 0.2);`;
