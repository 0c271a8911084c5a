import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cutOff, sidewaysScroll } from './measures.ts';
import { everyRendering, LANGUAGES } from './pages-of-auth.ts';
import { SCENES } from './scenes.ts';
import { Screen } from './shown.ts';

let screen: Screen;
beforeAll(async () => {
  screen = await Screen.open();
});
afterAll(() => screen.close());

const [english, ...others] = LANGUAGES;

/** In each scheme and language; with what is folded, unfolded or not. */
const WAYS = [
  { colorScheme: 'light', words: english, folded: true },
  { colorScheme: 'dark', words: english, folded: false },
  ...others.map((words) => ({ colorScheme: 'light', words, folded: false }) as const),
] as const;

/** Of a telephone, a tablet and a screen, in pixels. */
const WIDTHS = [320, 640, 1280];

test.each(Object.entries(SCENES))(
  'axe finds nothing, and nothing is cut off, on the page: %s',
  async (_name, scene) => {
    for (const { colorScheme, words, folded } of WAYS) {
      const page = await screen.show(scene(words), { width: 1280, height: 720, colorScheme });
      if (!folded) await unfold(page);
      const found = await findings(page, words === english ? [] : ['color-contrast']);
      expect(found, `${words.language}, ${colorScheme}`).toEqual([]);
      if (!folded) await fitsAnyWidth(page, words.language);
    }
  },
);

async function fitsAnyWidth(page: Page, language: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 720 });
    expect(await cutOff(page), `${language}, ${width} px`).toEqual([]);
    expect(await sidewaysScroll(page), `${language}, ${width} px`).toBe(0);
  }
}

/** States that hold what is long, wide or hostile. */
const WIDE = /hostile|long|alphabet|right-to-left|with everything|twice|in development/;

test('no page scrolls sideways at 320 px, unfolded', async () => {
  const wide = everyRendering().filter(({ name }) => WIDE.test(name));
  expect(wide.length).toBeGreaterThan(50);
  for (const { name, html } of wide) {
    const page = await screen.show(html(english), { width: 320, height: 640 });
    await unfold(page);
    expect(await sidewaysScroll(page), name).toBe(0);
  }
});

function unfold(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.setAttribute('open', '');
  });
}

/** @param but rules that have found nothing on the same page: colours are no matter of language */
async function findings(page: Page, but: string[]) {
  // These pages have no frames; without them the legacy mode finds the same with one page less.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().disableRules(but).analyze();
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map(({ html }) => html),
  }));
}
