import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANGUAGES } from './pages-of-auth.ts';
import { SCENES } from './scenes.ts';
import { Screen } from './shown.ts';

let screen: Screen;
beforeAll(async () => {
  screen = await Screen.open();
});
afterAll(() => screen.close());

/** Where colours are the system's, what a ground said has to be said by an edge. */
test.each(Object.entries(SCENES))(
  'in forced colours, what is pressed, warned of or marked has an edge: %s',
  async (_name, scene) => {
    const [words] = LANGUAGES;
    for (const colorScheme of ['light', 'dark'] as const) {
      const look = { width: 1280, height: 720, colorScheme, forcedColors: 'active' } as const;
      const page = await screen.show(scene(words), look);
      const edgeless = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            '.button, .badge, .note, .risk, .tile, .input, .copy, .sheet',
          ),
        ]
          .filter((element) => {
            const { borderTopWidth, borderTopStyle } = getComputedStyle(element);
            return borderTopStyle === 'none' || Number.parseFloat(borderTopWidth) === 0;
          })
          .map((element) => `${element.className}: ${(element.textContent ?? '').slice(0, 40)}`),
      );
      expect(edgeless, colorScheme).toEqual([]);
      const unseen = await page.evaluate(() =>
        [...document.querySelectorAll('.sign path, .status *')]
          .filter((element) => {
            const { stroke } = getComputedStyle(element);
            const ground = getComputedStyle(document.body).backgroundColor;
            return stroke === ground || stroke === 'none';
          })
          .map((element) => element.outerHTML.slice(0, 60)),
      );
      expect(unseen, colorScheme).toEqual([]);
    }
  },
);
