import { expect, test } from 'vitest';
import { COLOURS } from './colours.ts';
import { stylesheet } from './stylesheet.ts';

const css = stylesheet(COLOURS);

test('the stylesheet uses only properties that it defines, and loads nothing', () => {
  const defined = new Set([...css.matchAll(/(--[\w-]+):/g)].map((match) => match[1]));
  for (const [, used] of css.matchAll(/var\((--[\w-]+)/g)) expect(defined).toContain(used);
  expect(css).not.toMatch(/@import|url\(/);
});

test('its braces are in pairs', () => {
  expect(css.split('{').length).toBe(css.split('}').length);
});

test('a browser without light-dark() gets the light colours', () => {
  const [before = ''] = css.split('@supports');
  for (const [light] of Object.values(COLOURS)) expect(before).toContain(light);
});
