import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  AUTH_LAYERS,
  AUTH_LIBRARY_ROOMS,
  AUTH_PURE,
  AUTH_QUARANTINE,
  ENVIRONMENT_READERS,
  findViolations,
  importsOf,
} from './layers.mjs';

const rules = {
  layers: AUTH_LAYERS,
  pure: AUTH_PURE,
  quarantine: AUTH_QUARANTINE,
  libraryRooms: AUTH_LIBRARY_ROOMS,
  environmentReaders: ENVIRONMENT_READERS,
};

let source = '';
beforeEach(() => {
  source = mkdtempSync(join(tmpdir(), 'gatehouse-layers-'));
});
afterEach(() => rmSync(source, { recursive: true }));

/** @param {Record<string, string>} files */
function violationsOf(files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), text);
  }
  return findViolations(source, rules);
}

test('a room may import itself, its row and lower rooms', () => {
  const text = `import { a } from '../storage/users.ts';
    import { b } from './b.ts';
    import { c } from '../registration/c.ts';`;

  expect(violationsOf({ 'federation/sign-in.ts': text })).toEqual([]);
});

test('a lower room that imports a higher one is named, with both files', () => {
  const violations = violationsOf({ 'storage/users.ts': `import { app } from '../http/app.ts';` });

  expect(violations).toEqual([
    'storage/users.ts: imports http/app.ts, which is a higher room (storage < http).',
  ]);
});

test.each([
  ['a type', `import type { App } from '../http/app.ts';`],
  ['a re-export', `export { app } from '../http/app.ts';`],
  ['an import over several lines', `import {\n  app,\n  other,\n} from '../http/app.ts';`],
  ['a dynamic import', `const { app } = await import('../http/app.ts');`],
  ['a bare import', `import '../http/app.ts';`],
])('%s counts as an import', (_, text) => {
  expect(violationsOf({ 'keys/keys.ts': text })).toHaveLength(1);
});

test('the composition root may import everything, and nothing imports it', () => {
  expect(violationsOf({ 'main.ts': `import { a } from './http/app.ts';` })).toEqual([]);
  expect(violationsOf({ 'http/app.ts': `import { main } from '../main.ts';` })).toHaveLength(1);
});

test('pages lie between what they show and what sends them', () => {
  const violations = violationsOf({
    'pages/consent.tsx': `import { a } from '../registration/redirect-uris.ts';`,
    'http/app.ts': `import { page } from '../pages/consent.tsx';`,
    'consent/decision.ts': `import { page } from '../pages/consent.tsx';`,
  });

  expect(violations).toEqual([
    'consent/decision.ts: imports pages/consent.tsx, which is a higher room (consent < pages).',
  ]);
});

test('a pure room imports nothing of the app, lower rooms included', () => {
  const text = `import type { Config } from '../config/config.ts';`;
  mkdirSync(join(source, 'rules'));
  writeFileSync(join(source, 'rules', 'r.ts'), text);

  expect(findViolations(source, { layers: [['config'], ['rules']], pure: ['rules'] })).toEqual([
    'rules/r.ts: imports config/config.ts, but rules imports nothing of the app.',
  ]);
});

test('a new room has to be given a place', () => {
  expect(violationsOf({ 'billing/a.ts': `import { b } from '../config/b.ts';` })).toEqual([
    'billing/a.ts: the room billing has no place in the table of layers.',
  ]);
});

test("the library's internals are imported by one file only", () => {
  const text = `import weak from 'oidc-provider/lib/helpers/weak_cache.js';`;

  expect(violationsOf({ 'provider/internals.ts': text, 'provider/factory.ts': text })).toEqual([
    'provider/factory.ts: imports oidc-provider/lib/helpers/weak_cache.js, which only provider/internals.ts may.',
  ]);
});

test('what is stored knows nothing of the library, not even its types', () => {
  const text = `import type { Adapter } from 'oidc-provider';`;

  expect(
    violationsOf({ 'provider/adapter/adapter.ts': text, 'storage/adapter/adapter.ts': text }),
  ).toEqual([
    'storage/adapter/adapter.ts: imports oidc-provider, which only registration, consent, provider, http, interaction may.',
  ]);
});

test.each([
  'const port = process.env.PORT;',
  "const port = process['env'].PORT;",
  'const { PORT } = process.env;',
  "import { env } from 'node:process';",
])('%s is refused outside the configuration', (text) => {
  expect(violationsOf({ 'http/listen.ts': text })).toHaveLength(1);
  rmSync(join(source, 'http'), { recursive: true });
  expect(violationsOf({ 'config/environment.ts': text, 'main.ts': text })).toEqual([]);
});

test.each(['users.test.ts', 'users.fixture.ts'])(
  '%s may look from above, and set variables',
  (file) => {
    const text = `import { app } from '../http/app.ts';\nprocess.env.PORT = '1';`;

    expect(violationsOf({ [`storage/${file}`]: text })).toEqual([]);
  },
);

test('comments and strings are no imports', () => {
  const text = `// import { app } from '../http/app.ts';
    /* process.env */
    const address = 'https://example.com'; import { real } from './real.ts';`;

  expect(violationsOf({ 'storage/users.ts': text })).toEqual([]);
  expect(importsOf(`const a = 'x'; import { real } from './real.ts';`)).toEqual(['./real.ts']);
});
