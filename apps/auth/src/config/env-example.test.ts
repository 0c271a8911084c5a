import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BRAND_VARIABLES } from '@gatehouse/brand';
import { ConfigurationError } from '@gatehouse/environment';
import { TRACING_VARIABLES } from '@gatehouse/telemetry';
import { expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';
import { VARIABLES } from './variables.ts';

/** What both apps read of a package. */
const LISTS = new Map<string, readonly string[]>([
  ['TRACING_VARIABLES', TRACING_VARIABLES],
  ['BRAND_VARIABLES', BRAND_VARIABLES],
]);

const ROOT = join(import.meta.dirname, '../../../..');
const example = readFileSync(join(ROOT, '.env.example'), 'utf8');
const [ofAuth = '', ofMcp = '', ofStart = ''] = example.split(/- (?:apps\/mcp|npm start)\n/);

/** `NAME=value` lines, commented out or not; prose and examples inside it are indented. */
function assignments(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/^#?([A-Z][A-Z\d_]*)=(.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

test('.env.example explains every variable of apps/auth, and no other', () => {
  expect([...assignments(ofAuth).keys()].sort()).toEqual([...VARIABLES].sort());
});

test('each assignment follows a comment, and nothing is set', () => {
  const lines = example.split('\n');
  expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
});

test('loadConfig reads every variable on the list, and no other', () => {
  const read = new Set<string>();
  const env = new Proxy<Record<string, string>>(
    // NODE_ENV makes the production-only questions come up; the environment is faulty, and is read.
    { NODE_ENV: 'production' },
    {
      get(target, name) {
        read.add(String(name));
        return target[String(name)];
      },
    },
  );
  expect(() => loadConfig(env, { directory: '/nowhere' })).toThrow(ConfigurationError);
  expect([...read].sort()).toEqual([...VARIABLES].sort());
});

test('the defaults it shows are the defaults', () => {
  const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
  const keys = { ENCRYPTION_KEYS: key(1), COOKIE_KEYS: key(2) };
  // Examples, where there is no default to show.
  const examples = new Set<string>([
    'DATABASE_URL',
    'ADMIT',
    'ADMINS',
    'SCOPE_RULES',
    ...BRAND_VARIABLES,
  ]);
  const shown = [...assignments(ofAuth)].filter(([name]) => !examples.has(name));
  const options = { directory: '/nowhere', addresses: ['127.0.0.1', '::1'] };
  expect(loadConfig({ ...Object.fromEntries(shown), ...keys }, options)).toEqual(
    loadConfig(keys, options),
  );
});

test('the JSON it shows for RESOURCES is read', () => {
  const [, RESOURCES = ''] = /^# {3}RESOURCES=(.*)$/m.exec(ofAuth) ?? [];
  const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
  const config = loadConfig(
    { RESOURCES, ENCRYPTION_KEYS: key(1), COOKIE_KEYS: key(2) },
    { directory: '/nowhere' },
  );
  expect(config.resources[0]?.name).toBe('Weather');
});

test('.env.example explains every variable that apps/mcp reads, and no other', () => {
  const read = namesIn(/VARIABLES = \[(.*?)\]/s);
  // Those that mean the same in both are explained once.
  const shared = namesIn(/SHARED_VARIABLES.*? = \[(.*?)\]/s);
  expect(read).toEqual([...assignments(ofMcp).keys(), ...shared].sort());
});

test('.env.example explains every variable that npm start reads, and no other', () => {
  const settings = readFileSync(join(ROOT, 'scripts/run/settings.mjs'), 'utf8');
  const read = [...settings.matchAll(/\benv\.([A-Z_]+)/g)].map(([, name = '']) => name);
  const elsewhere = new Set([...assignments(ofAuth).keys(), ...assignments(ofMcp).keys()]);
  const own = new Set(read.filter((name) => !elsewhere.has(name)));
  expect([...own].sort()).toEqual([...assignments(ofStart).keys()].sort());
});

/** A list in the sources of apps/mcp: an app imports nothing of another. */
function namesIn(list: RegExp): string[] {
  const source = readFileSync(join(ROOT, 'apps/mcp/src/config/variables.ts'), 'utf8');
  const entries = (list.exec(source)?.[1] ?? '').matchAll(/'([A-Z_]+)'|\.{3}([A-Z]+_VARIABLES)/g);
  return [...entries].flatMap(([, name = '', those = '']) => LISTS.get(those) ?? [name]).sort();
}
