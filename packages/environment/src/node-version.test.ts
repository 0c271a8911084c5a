import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../../', import.meta.url);
const { engines } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  engines: { node: string };
};
const [needed = '', minor = ''] = /^>=((\d+\.\d+)\.0)$/.exec(engines.node)?.slice(1) ?? [];

function startedOn(version: string) {
  const program = `Object.defineProperty(process.versions, 'node', { value: '${version}' });
    const { refuseOldNode } = await import('${new URL('node-version.ts', import.meta.url).href}');
    refuseOldNode();`;
  const args = ['--input-type=module', '-e', program];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stderr };
}

test.each(['18.20.8', '20.20.2', '22.17.1', '9.9.9'])('Node %s is refused', (version) => {
  expect(startedOn(version)).toEqual({
    status: 78,
    stderr: `Node ${version} is too old: install Node ${minor} or newer (https://nodejs.org) and start with that.\n`,
  });
});

test.each([needed, '22.100.0', '24.0.0', '100.1.0'])('Node %s is not', (version) => {
  expect(startedOn(version)).toEqual({ status: 0, stderr: '' });
});
