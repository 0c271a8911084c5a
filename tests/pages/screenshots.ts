/**
 * Pictures of every page, for people to look at: `pnpm screenshots FOLDER [PART OF A NAME]`.
 *
 * @module
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createServer } from 'vite';

/** Node cannot read JSX; Vite can. */
const vite = await createServer({
  configFile: false,
  server: { middlewareMode: true, watch: null },
  appType: 'custom',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
try {
  const [folder, part = ''] = process.argv.slice(2);
  if (folder === undefined) throw new Error('pnpm screenshots FOLDER [PART OF A NAME]');
  const into = resolve(process.env.INIT_CWD ?? '.', folder);
  mkdirSync(into, { recursive: true });
  const { SCENES } = (await vite.ssrLoadModule(
    join(import.meta.dirname, 'scenes.ts'),
  )) as typeof import('./scenes.ts');
  const { Screen } = (await vite.ssrLoadModule(
    join(import.meta.dirname, 'shown.ts'),
  )) as typeof import('./shown.ts');
  const { LANGUAGES } = (await vite.ssrLoadModule(
    join(import.meta.dirname, 'pages-of-auth.ts'),
  )) as typeof import('./pages-of-auth.ts');
  const screen = await Screen.open();
  const [english, german = english] = LANGUAGES;
  const looks = [
    { name: '1280', width: 1280, height: 720, words: english },
    { name: '1280-dark', width: 1280, height: 720, colorScheme: 'dark', words: english },
    { name: '390', width: 390, height: 844, words: english },
    { name: '390-dark', width: 390, height: 844, colorScheme: 'dark', words: german },
    { name: '360', width: 360, height: 740, words: german },
    { name: 'forced', width: 1280, height: 720, forcedColors: 'active', words: english },
  ] as const;
  for (const [name, scene] of Object.entries(SCENES)) {
    if (!name.includes(part)) continue;
    for (const { name: look, words, ...how } of looks) {
      const page = await screen.show(scene(words), how);
      await page.screenshot({
        path: join(into, `${name.replaceAll(/[^\w-]+/g, '-')}-${look}.png`),
      });
    }
  }
  await screen.close();
} finally {
  await vite.close();
}
