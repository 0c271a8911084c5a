import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  columns,
  cutOff,
  focusedOutOfSight,
  notInSight,
  sidewaysScroll,
  sticking,
} from './measures.ts';
import { LANGUAGES } from './pages-of-auth.ts';
import { LONG_NAMES, MANY, VARIANTS } from './scenes.ts';
import { Screen } from './shown.ts';

let screen: Screen;
beforeAll(async () => {
  screen = await Screen.open();
});
afterAll(() => screen.close());

const DECISION = '.actions .button';
const HEADING = 'h1';
const THREAD = '.thread > div';
const SCOPES = '.what .perm-line';

describe.each(LANGUAGES.map((words) => [words.language, words] as const))('in “%s”', (_, words) => {
  test.each(Object.entries(VARIANTS))(
    'the whole decision about %s is inside 1280×720, with four scopes',
    async (_name, variant) => {
      const page = await screen.show(variant(4)(words), { width: 1280, height: 720 });
      expect(
        await notInSight(page, `${HEADING}, ${THREAD}, ${SCOPES}, ${DECISION}, .sheet`),
      ).toEqual([]);
      expect(await columns(page)).toBe(2);
    },
  );

  test.each(Object.entries(VARIANTS))(
    'the whole decision about %s is inside 390×844, with two',
    async (_name, variant) => {
      const page = await screen.show(variant(2)(words), { width: 390, height: 844 });
      expect(await notInSight(page, `${HEADING}, ${THREAD}, ${SCOPES}, ${DECISION}`)).toEqual([]);
      expect(await columns(page)).toBe(1);
    },
  );

  test.each(Object.entries(VARIANTS))(
    '360×740 shows heading, thread, what comes first, and the decision about %s',
    async (_name, variant) => {
      const page = await screen.show(variant(2)(words), { width: 360, height: 740 });
      expect(await notInSight(page, `${HEADING}, ${THREAD}, ${DECISION}`)).toEqual([]);
      // The first permission, or the note that has to be read before it.
      expect(await notInSight(page, '.what > .note, .what .perm-line', 1)).toEqual([]);
    },
  );

  test.each(Object.entries(VARIANTS))(
    'at 320 px, or at 200 %% zoom, there is one column about %s, nothing sticks, nothing scrolls sideways',
    async (_name, variant) => {
      for (const look of [
        { width: 320, height: 256 },
        { width: 640, height: 360 },
      ]) {
        const page = await screen.show(variant(4)(words), look);
        expect(await columns(page)).toBe(1);
        expect(await sticking(page)).toEqual([]);
        expect(await sidewaysScroll(page)).toBe(0);
        expect(await cutOff(page)).toEqual([]);
      }
    },
  );

  test.each(Object.entries(VARIANTS))(
    'nothing about %s that has the focus lies behind the bar, with 34 scopes',
    async (_name, variant) => {
      for (const look of [
        { width: 1280, height: 720 },
        { width: 390, height: 844 },
        { width: 360, height: 500 },
      ]) {
        const page = await screen.show(variant(34)(words), look);
        expect(await focusedOutOfSight(page), `${look.width}×${look.height}`).toEqual([]);
      }
    },
  );

  test.each(Object.entries(LONG_NAMES))(
    '%s leave the decision in sight, and nothing is cut off',
    async (_name, html) => {
      for (const look of [
        { width: 1280, height: 720 },
        { width: 390, height: 844 },
        { width: 320, height: 800 },
      ]) {
        const page = await screen.show(html(words), look);
        expect(await notInSight(page, DECISION), `${look.width} px`).toEqual([]);
        expect(await sidewaysScroll(page), `${look.width} px`).toBe(0);
        expect(await cutOff(page)).toEqual([]);
      }
    },
  );
});

test.each(Object.entries({ ...VARIANTS, ...MANY }))(
  '%s fits where texts run from right to left',
  async (_name, variant) => {
    const [words] = LANGUAGES;
    for (const look of [
      { width: 1280, height: 720 },
      { width: 360, height: 740 },
    ]) {
      const page = await screen.show(variant(4)({ ...words, direction: 'rtl' }), look);
      expect(await sidewaysScroll(page)).toBe(0);
      expect(await notInSight(page, DECISION)).toEqual([]);
    }
  },
);
