import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AUTH_LAYERS } from './layers.mjs';
import { drawRooms, printedRooms, roomFaults } from './rooms.mjs';

const layers = [['storage'], ['consent', 'provider'], ['http'], ['main.ts']];

let source = '';
beforeEach(() => {
  source = mkdtempSync(join(tmpdir(), 'gatehouse-rooms-'));
});
afterEach(() => rmSync(source, { recursive: true }));

/**
 * @param {Record<string, string>} files
 * @param {{ library: string, rooms: string[] }[]} [libraryRooms]
 */
function roomsOf(files, libraryRooms) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    writeFileSync(join(source, path), text);
  }
  return drawRooms(source, layers, libraryRooms);
}

test('an arrow is a pair of rooms, however many files it stands for', () => {
  const { rooms, arrows } = roomsOf({
    'provider/a.ts': `import { a } from '../storage/a.ts';\nimport { c } from './c.ts';`,
    'provider/deep/b.ts': `import { b } from '../../storage/b.ts';`,
    'main.ts': `import './http/app.ts';\nimport type { A } from './storage/a.ts';`,
    'http/app.ts': `import express from 'express';`,
  });

  expect(arrows).toBe(3);
  expect(rooms).toEqual([
    { room: 'storage', imports: [] },
    { room: 'consent', imports: [] },
    { room: 'provider', imports: ['storage'] },
    { room: 'http', imports: [] },
    { room: 'main.ts', imports: ['storage', 'http'] },
  ]);
});

test('an arrow that leads back up is counted', () => {
  const { backUp } = roomsOf({ 'storage/a.ts': `import { app } from '../http/app.ts';` });

  expect(backUp).toEqual([['storage', 'http']]);
});

test('tests and fixtures draw no arrows', () => {
  const text = `import { app } from '../http/app.ts';`;

  expect(roomsOf({ 'storage/a.test.ts': text, 'storage/a.fixture.ts': text }).arrows).toBe(0);
});

test('neighbours may import each other one way', () => {
  const rooms = roomsOf({ 'provider/a.ts': `import { c } from '../consent/c.ts';` });

  expect(rooms.neighbours).toEqual([['provider', 'consent']]);
  expect(roomFaults(rooms)).toEqual([]);
});

test('neighbours that import each other in a circle are a fault', () => {
  const rooms = roomsOf({
    'provider/a.ts': `import { c } from '../consent/c.ts';`,
    'consent/d.ts': `import { b } from '../provider/b.ts';`,
  });

  expect(roomFaults(rooms)).toEqual(['consent, provider: import each other in a circle.']);
});

test('rooms that import a library are drawn, by way of its parts, too', () => {
  const files = {
    'provider/a.ts': `import { Provider } from 'oidc-provider';`,
    'consent/c.ts': `import weak from 'oidc-provider/lib/helpers/weak_cache.js';`,
    'storage/d.ts': `import { other } from 'oidc-provider-like';`,
  };
  const { importers } = roomsOf(files, [{ library: 'oidc-provider', rooms: ['provider'] }]);

  expect(importers).toEqual([
    { library: 'oidc-provider', rooms: ['consent', 'provider'], named: ['provider'] },
  ]);
});

test('a room that is named without need is told, so that the list stays short', () => {
  const rooms = roomsOf({}, [{ library: 'oidc-provider', rooms: ['provider'] }]);

  expect(roomFaults(rooms)).toEqual([
    'provider: may import oidc-provider, and does not: take it out of the list.',
  ]);
});

test('the drawing says what there is', () => {
  const rooms = roomsOf(
    {
      'provider/a.ts': `import 'oidc-provider';\nimport '../storage/a.ts';\nimport '../consent/a.ts';`,
    },
    [{ library: 'oidc-provider', rooms: ['provider'] }],
  );

  expect(printedRooms('apps/x', rooms).split('\n')).toEqual([
    'apps/x, lowest room first:',
    '  storage  → –',
    '  consent  → –',
    '  provider → storage, consent',
    '  http     → –',
    '  main.ts  → –',
    '  2 arrows; back up: 0; between neighbours: provider → consent',
    '  oidc-provider: provider',
  ]);
});

test('docs/architecture.md describes every room, in this order', () => {
  const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const [, table = ''] = text.split('| room | what happens there |\n');
  const described = table
    .split('\n\n', 1)[0]
    ?.split('\n')
    .slice(1)
    .flatMap((line) => line.split('|')[1]?.match(/[\w./-]+/g) ?? [])
    .filter((room) => !room.includes('/'));

  expect(described).toEqual(AUTH_LAYERS.flat());
});
