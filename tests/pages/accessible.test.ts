import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sidewaysScroll } from './measures.ts';
import { everyRendering, LANGUAGES } from './pages-of-auth.ts';
import { SCENES } from './scenes.ts';
import { Screen } from './shown.ts';

let screen: Screen;
beforeAll(async () => {
  screen = await Screen.open();
});
afterAll(() => screen.close());

describe.each(LANGUAGES.map((words) => [words.language, words] as const))('in “%s”', (_, words) => {
  test.each(Object.entries(SCENES))('axe finds nothing on the page: %s', async (_name, scene) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await screen.show(scene(words), { width: 1280, height: 720, colorScheme });
      expect(await findings(page), colorScheme).toEqual([]);
      if ((await unfold(page)) === 0) continue;
      expect(await findings(page), `${colorScheme}, unfolded`).toEqual([]);
    }
  });
});

test('no page in any state scrolls sideways at 320 px, unfolded', async () => {
  const [words] = LANGUAGES;
  for (const { name, html } of everyRendering()) {
    const page = await screen.show(html(words), { width: 320, height: 640 });
    await unfold(page);
    expect(await sidewaysScroll(page), name).toBe(0);
  }
});

/** @returns how many there were to unfold */
function unfold(page: Page): Promise<number> {
  return page.evaluate(() => {
    const folded = document.querySelectorAll('details:not([open])');
    for (const one of folded) one.setAttribute('open', '');
    return folded.length;
  });
}

async function findings(page: Page) {
  // These pages have no frames; without them the legacy mode finds the same with one page less.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map(({ html }) => html),
  }));
}
