import { expect, test } from 'vitest';
import { assets, stylesheet } from '../assets.ts';
import { COLOURS } from './tokens.ts';

type Colour = keyof typeof COLOURS;

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const TEXT: [Colour, Colour][] = [
  ['ink', 'page'],
  ['ink', 'card'],
  ['ink', 'inset'],
  ['muted', 'page'],
  ['muted', 'card'],
  ['muted', 'inset'],
  ['accent', 'card'],
  ['accent', 'inset'],
  ['accent', 'accentSoft'],
  ['accentHover', 'card'],
  ['onAccent', 'accent'],
  ['onAccent', 'accentHover'],
  ['onCounter', 'counter'],
  ['onCounter', 'counterHover'],
  ['caution', 'card'],
  ['caution', 'cautionSoft'],
];
const PARTS: [Colour, Colour][] = [
  ['edge', 'card'],
  ['focus', 'card'],
  ['focus', 'page'],
  ['accent', 'card'],
  ['counter', 'card'],
];

test.each(TEXT)(
  'text in %s on %s has a contrast of 4.5 in both schemes (WCAG 1.4.3)',
  (text, ground) => {
    for (const scheme of [0, 1] as const) {
      expect(contrast(COLOURS[text][scheme], COLOURS[ground][scheme])).toBeGreaterThanOrEqual(4.5);
    }
  },
);

test.each(PARTS)(
  '%s is seen on %s with a contrast of 3 in both schemes (WCAG 1.4.11)',
  (part, ground) => {
    for (const scheme of [0, 1] as const) {
      expect(contrast(COLOURS[part][scheme], COLOURS[ground][scheme])).toBeGreaterThanOrEqual(3);
    }
  },
);

test('the stylesheet uses only properties that it defines, and loads nothing', () => {
  const defined = new Set([...stylesheet.body.matchAll(/(--[\w-]+):/g)].map((match) => match[1]));
  for (const [, used] of stylesheet.body.matchAll(/var\((--[\w-]+)/g))
    expect(defined).toContain(used);
  expect(stylesheet.body).not.toMatch(/@import|url\(/);
});

test('an asset’s path changes with its content', () => {
  expect(stylesheet.path).toMatch(/^\/assets\/gatehouse-[\da-f]{16}\.css$/);
  expect(new Set(assets.map(({ path }) => path)).size).toBe(assets.length);
});
