import { COLOURS, contrast, PART_ON, type Palette, TEXT_ON } from '@gatehouse/look';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reading, told } from '../reading.fixture.ts';

const hex = fc
  .integer({ min: 0, max: 0xff_ff_ff })
  .map((colour) => `#${colour.toString(16).padStart(6, '0')}`);

/** Every pair that pages have. */
function unreadable(palette: Palette): string[] {
  const pairs = [
    ...TEXT_ON.map((pair) => ({ pair, needed: 4.5 })),
    ...PART_ON.map((pair) => ({ pair, needed: 3 })),
  ];
  return pairs.flatMap(({ pair: [one, other], needed }) =>
    ([0, 1] as const).flatMap((scheme) => {
      const ratio = contrast(palette[one][scheme], palette[other][scheme]);
      return ratio >= needed ? [] : [`${one} on ${other}: ${ratio}`];
    }),
  );
}

const paletteOf = (BRAND_ACCENT: string) => reading({ BRAND_ACCENT }).operator.palette;

describe('an accent', () => {
  test('that is accepted can be read everywhere, in both schemes', () => {
    let accepted = 0;
    const property = fc.property(hex, (colour) => {
      const { operator, faults } = reading({ BRAND_ACCENT: colour });
      if (faults.length > 0) return;
      accepted += 1;
      expect(operator.palette.accent[0]).toBe(colour);
      expect(unreadable(operator.palette)).toEqual([]);
    });
    fc.assert(property, { numRuns: 150 });
    expect(accepted).toBeGreaterThan(10);
  });

  test('for each scheme that is accepted can be read everywhere', () => {
    let accepted = 0;
    const property = fc.property(hex, hex, (light, dark) => {
      const { operator, faults } = reading({ BRAND_ACCENT: `${light},${dark}` });
      if (faults.length > 0) return;
      accepted += 1;
      expect(operator.palette.accent).toEqual([light, dark]);
      expect(unreadable(operator.palette)).toEqual([]);
    });
    fc.assert(property, { numRuns: 150 });
    expect(accepted).toBeGreaterThan(0);
  });

  test('that is refused is told with one that would do, and that one does', () => {
    const property = fc.property(hex, hex, (light, dark) => {
      for (const { problem, remedy } of reading({ BRAND_ACCENT: `${light},${dark}` }).faults) {
        const [suggested = 'none'] = /^#[\da-f]{6}(?= would do\.$)/.exec(remedy) ?? [];
        const isLight = problem.includes('in the light scheme');
        expect(told({ BRAND_ACCENT: isLight ? suggested : `#15614b,${suggested}` })).toEqual([]);
      }
    });
    fc.assert(property, { numRuns: 60 });
  });

  test.each(['#000000', '#15614b', '#7c3aed', '#b91c1c', '#0b57d0', '#4a4a4a', '#00008b'])(
    'may be %s',
    (colour) => {
      expect(told({ BRAND_ACCENT: colour })).toEqual([]);
      const { accent, accentStrong, ...others } = paletteOf(colour);
      // Under the pointer something has to happen.
      for (const scheme of [0, 1] as const) {
        expect(contrast(accent[scheme], accentStrong[scheme])).toBeGreaterThan(1.1);
      }
      const { onAccent, ...rest } = others;
      expect(COLOURS).toMatchObject(rest);
      expect(onAccent[0]).toBe('#ffffff');
    },
  );

  test('that is too pale is refused with the figure, and with its nearest neighbour', () => {
    expect(told({ BRAND_ACCENT: '#D97706' })).toMatchInlineSnapshot(`
      [
        "BRAND_ACCENT is #d97706 in the light scheme, which cannot be read: #d97706 on #fcf1dd has a contrast of 2.8 : 1, and it takes 4.5 : 1. #a85a00 would do.",
      ]
    `);
    expect(told({ BRAND_ACCENT: '#15614b,#15614b' })).toMatchInlineSnapshot(`
      [
        "BRAND_ACCENT is #15614b in the dark scheme, which cannot be read: #15614b on #2c2414 has a contrast of 2.0 : 1, and it takes 4.5 : 1. #539880 would do.",
      ]
    `);
    expect(told({ BRAND_ACCENT: '#ffffff' })).toMatchInlineSnapshot(`
      [
        "BRAND_ACCENT is #ffffff in the light scheme, which cannot be read: #ffffff on #ffffff has a contrast of 1.0 : 1, and it takes 4.5 : 1. #6e6e6e would do.",
      ]
    `);
  });

  test.each([
    'green',
    '#abc',
    '#15614',
    '#15614bff',
    '#15614b,',
    ',',
    '#15614b,#7fd3b6,#ffffff',
    'rgb(1,2,3)',
  ])('is not %s', (BRAND_ACCENT) => {
    expect(told({ BRAND_ACCENT })).toEqual([expect.stringContaining('It takes a colour like')]);
    expect(paletteOf(BRAND_ACCENT)).toEqual(COLOURS);
  });

  test('in capitals, with blanks, or without the # is the same', () => {
    expect(paletteOf('#15614B')).toEqual(paletteOf('#15614b'));
    expect(paletteOf('15614b')).toEqual(paletteOf('#15614b'));
    expect(paletteOf('15614b, #7FD3B6')).toEqual(paletteOf('#15614b,#7fd3b6'));
  });
});
