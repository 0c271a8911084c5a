import { expect, test } from 'vitest';
import { COLOURS } from './colours.ts';
import { contrast } from './contrast.ts';
import { PART_ON, TEXT_ON } from './contrasts.ts';

const SCHEMES = [
  ['light', 0],
  ['dark', 1],
] as const;

test('black on white is as much as there is, and a colour on itself is none', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21);
  expect(contrast('#7b8680', '#7b8680')).toBe(1);
  // The example of WCAG’s own “Understanding 1.4.3”: a grey that is just too light.
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test.each(SCHEMES)('texts have a contrast of 4.5 in the %s scheme (WCAG 1.4.3)', (_, scheme) => {
  for (const [text, ground] of TEXT_ON) {
    const ratio = contrast(COLOURS[text][scheme], COLOURS[ground][scheme]);
    expect(ratio, `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  }
});

test.each(SCHEMES)('parts have a contrast of 3 in the %s scheme (WCAG 1.4.11)', (_, scheme) => {
  for (const [part, ground] of PART_ON) {
    const ratio = contrast(COLOURS[part][scheme], COLOURS[ground][scheme]);
    expect(ratio, `${part} on ${ground}`).toBeGreaterThanOrEqual(3);
  }
});
