import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint } from './packages.mjs';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gatehouse-packages-'));
  writeFileSync(join(root, 'pnpm-lock.yaml'), 'lockfileVersion: 9\n');
  writeFileSync(join(root, 'pnpm-workspace.yaml'), 'packages: []\n');
});
afterEach(() => rmSync(root, { recursive: true }));

test('nothing changed: the same fingerprint', () => {
  expect(fingerprint(root)).toBe(fingerprint(root));
});

test.each(['pnpm-lock.yaml', 'pnpm-workspace.yaml'])(
  'a change of %s asks for an installation',
  (file) => {
    const before = fingerprint(root);
    writeFileSync(join(root, file), 'changed: true\n');

    expect(fingerprint(root)).not.toBe(before);
  },
);
