/** What the README and the guide tell people to type, typed in folders of their own. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { startServer } from '../tests/running.ts';
import { type Checkout, checkOut, machinePath, shell } from './checkout.ts';

const examples = ['express', 'node', 'hono', 'sdk-v1'];

let there: Checkout;
beforeAll(() => {
  there = checkOut();
});
afterAll(() => there.remove());

it('plain npm packs what pnpm packs, and leaves the folder as it was', () => {
  const folder = join(there.gatehouse, 'packages/auth-core');
  const before = readFileSync(join(folder, 'package.json'), 'utf8');
  const byNpm = contents(folder, shell('npm pack --silent --pack-destination=..', folder).trim());
  expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe(before);
  expect(readdirSync(folder).filter((file) => file.startsWith('package.json'))).toHaveLength(1);
  expect(byNpm.files).toContain('package/dist/index.js');
  expect(byNpm.manifest.exports).toHaveProperty(['./express', 'types'], './dist/express.d.ts');

  shell('pnpm pack --pack-destination=..', folder, { pnpm: true });
  expect(byNpm).toEqual(contents(folder, 'gatehouse-auth-core-0.1.0.tgz'));
});

describe.each(['npm install', 'pnpm add'])('with %s', (install) => {
  const pnpm = install.startsWith('pnpm');

  it("the README's server is protected", async () => {
    const [section = ''] = readme().split('## Protect your own server')[1]?.split('\n## ') ?? [];
    const [, lines = ''] = /```sh\n([\s\S]*?)```/.exec(section) ?? [];
    const [, server = ''] = /```js\n([\s\S]*?)```/.exec(section) ?? [];
    expect(lines).toContain('npm install');
    const name = pnpm ? 'by-pnpm' : 'by-npm';
    shell(lines.replace('npm install', install).replaceAll('my-server', name), there.gatehouse, {
      pnpm,
    });
    const folder = join(there.folder, name);
    const { issuer, call, stop } = await startServer(['node', 'server.mjs'], {
      cwd: folder,
      path: machinePath,
      write: (at) => {
        const own = server
          .replaceAll('8001', String(at.port))
          .replace('http://localhost:3000', at.issuer);
        expect(own).not.toContain('localhost:3000');
        writeFileSync(join(folder, 'server.mjs'), own);
      },
    });
    onTestFinished(stop);
    expect((await call()).status).toBe(401);
    expect((await call(await issuer.expired())).status).toBe(401);
    const answer = await call(await issuer.token());
    expect([answer.status, await answer.json()]).toEqual([200, { hello: 'user-1' }]);
  });

  it.each(examples)('examples/%s runs where it was copied to', async (example) => {
    const name = `${example}-by-${pnpm ? 'pnpm' : 'npm'}`;
    const [, lines = ''] = /```sh\n(tarball=[\s\S]*?)```/.exec(guide()) ?? [];
    const [copy = '', installation = '', start = ''] = lines.split('\n');
    expect(start).toMatch(/^npm start/);
    const typed = `${copy}\n${installation.replace('npm install', install)}`
      .replace('examples/express', `examples/${example}`)
      .replaceAll('my-express', name);
    shell(typed, there.gatehouse, { pnpm });
    const folder = join(there.folder, name);
    const { issuer, call, stop } = await startServer(['npm', 'start'], {
      cwd: folder,
      path: machinePath,
    });
    onTestFinished(stop);
    expect((await call()).status).toBe(401);
    const answer = await call(await issuer.token());
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Hello, world!');
  });
});

function readme() {
  return readFileSync(join(there.gatehouse, 'README.md'), 'utf8');
}

function guide() {
  return readFileSync(join(there.gatehouse, 'docs/protect.md'), 'utf8');
}

/** What is in a tarball. */
function contents(folder: string, tarball: string) {
  const file = join('..', tarball);
  const manifest = JSON.parse(shell(`tar -xzOf ${file} package/package.json`, folder)) as Record<
    string,
    unknown
  >;
  return { manifest, files: shell(`tar -tzf ${file}`, folder).trim().split('\n').sort() };
}
