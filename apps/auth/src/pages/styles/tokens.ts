/** Each colour in the light and in the dark scheme. A test holds their contrasts to WCAG 2.2 AA. */
export const COLOURS = {
  /** behind the card */
  page: ['#eef1ee', '#0e1412'],
  card: ['#ffffff', '#161e1b'],
  /** a slightly different area within the card */
  inset: ['#f6f8f6', '#1c2622'],
  ink: ['#17211d', '#e8efeb'],
  muted: ['#52605a', '#a6b4ae'],
  /** thin lines without meaning */
  line: ['#dde4df', '#2a3631'],
  /** edges of things that can be pressed (WCAG 1.4.11: 3 to 1) */
  edge: ['#7d8b85', '#74847d'],
  accent: ['#1b6652', '#7fd3b6'],
  accentHover: ['#145242', '#9be3ca'],
  onAccent: ['#ffffff', '#06231a'],
  accentSoft: ['#e4f1ec', '#1b332b'],
  /** the button beside the accent one, of the same weight */
  counter: ['#3a4742', '#c9d4cf'],
  counterHover: ['#27322e', '#e3ebe7'],
  onCounter: ['#ffffff', '#141c19'],
  caution: ['#744600', '#f0cf93'],
  cautionSoft: ['#fdf4e1', '#2c2515'],
  cautionLine: ['#e6c98e', '#5b4a25'],
  focus: ['#1f55d6', '#a3c2ff'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

type Colour = keyof typeof COLOURS;

function property(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

const names = Object.keys(COLOURS) as Colour[];
const light = names.map((name) => `${property(name)}: ${COLOURS[name][0]};`);
const both = names.map((name) => `${property(name)}: light-dark(${COLOURS[name].join(', ')});`);

/** Browsers without `light-dark()` get the light scheme. */
export const tokens = `
:root {
  ${light.join('\n  ')}
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
  --mono: ui-monospace, SFMono-Regular, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace;
  --small: 0.875rem;
  --tiny: 0.8125rem;
  --lead: 1.0625rem;
  --title: clamp(1.4375rem, 1.2rem + 1.1vw, 1.75rem);
  --space-1: 0.25rem;
  --space-2: 0.5rem;
  --space-3: 0.75rem;
  --space-4: 1rem;
  --space-5: 1.5rem;
  --space-6: 2rem;
  --space-7: 3rem;
  --round: 0.625rem;
  --round-large: 1.125rem;
}
@supports (color: light-dark(#fff, #000)) {
  :root {
    color-scheme: light dark;
    ${both.join('\n    ')}
  }
}
`;
