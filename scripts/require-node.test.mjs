import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

const refusal = /^Node \S+ is too old, .* install Node 18 .*\n$/;

test.each([
  ['12.22.12', 1, refusal],
  ['16.20.2', 1, refusal],
  ['18.0.0', 0, /^$/],
])('Node %s is told apart', (version, status, said) => {
  const program = `Object.defineProperty(process.versions, 'node', { value: '${version}' });
    require('./scripts/require-node.cjs');`;
  const result = spawnSync(process.execPath, ['-e', program], { cwd: root, encoding: 'utf8' });
  expect(result.status).toBe(status);
  expect(result.stderr).toMatch(said);
});

test('every script of npm that is for any Node looks at its version first', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const commands = Object.values(scripts).filter((command) => command.includes(' scripts/'));
  expect(commands.length).toBeGreaterThan(6);
  for (const command of commands) {
    expect(command).toMatch(/^exec node -r \.\/scripts\/require-node\.cjs scripts\//);
  }
});
