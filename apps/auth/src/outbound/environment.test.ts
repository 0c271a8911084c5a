import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Asked } from './testing/ask.ts';
import { type SmallInternet, startSmallInternet } from './testing/small-internet.ts';

const HOST = 'assistant.example';

let internet: SmallInternet;
let folder: string;
beforeAll(async () => {
  internet = await startSmallInternet([HOST]);
  internet.answer((_request, response) => response.end('{}'));
  internet.names.means('inside.example', { addresses: ['127.0.0.1'] });
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-outbound-'));
  writeFileSync(join(folder, 'aliases'), `${HOST.split('.')[0]} inside.example\n`);
  writeFileSync(join(folder, 'ca.pem'), internet.ca);
});
afterAll(() => {
  internet.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What becomes of each address in a process of its own, which starts with these variables. */
async function ask(
  urls: readonly string[],
  variables: Readonly<Record<string, string>>,
  { ca }: { readonly ca?: string } = internet,
): Promise<unknown> {
  const asked: Asked = { urls, nameServer: internet.names.address, ca, port: internet.port };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, 'testing', 'ask.ts'), JSON.stringify(asked)],
    { env: { ...variables } },
  );
  return JSON.parse(stdout);
}

const PUBLIC = `https://${HOST}/`;
const LOOPBACK = [
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://inside.example/',
  'https://localhost/',
];

test('no variable of Node or the system opens the guard, or leads a request elsewhere', async () => {
  const canary = `http://127.0.0.1:${internet.canary.port}`;
  const before = [internet.canary.connections, internet.sockets.accepted] as const;
  const outcomes = await ask([PUBLIC, ...LOOPBACK], {
    NODE_USE_ENV_PROXY: '1',
    HTTPS_PROXY: canary,
    HTTP_PROXY: canary,
    ALL_PROXY: canary,
    https_proxy: canary,
    all_proxy: canary,
    NO_PROXY: '',
    NODE_OPTIONS:
      '--dns-result-order=ipv6first --insecure-http-parser --tls-min-v1.0 --use-openssl-ca',
    NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
    HOSTALIASES: join(folder, 'aliases'),
    LOCALDOMAIN: 'inside.example',
    RES_OPTIONS: 'ndots:15',
    NODE_ENV: 'development',
  });
  expect(outcomes).toEqual([
    200,
    ...LOOPBACK.map((url) => (url.includes('localhost') ? 'host_unknown' : 'address_not_public')),
  ]);
  expect(internet.canary.connections - before[0]).toBe(0);
  expect(internet.sockets.accepted - before[1]).toBe(1);
});

test('a certificate is checked whatever the variables say, and an authority may be added by one', async () => {
  expect(await ask([PUBLIC], { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, {})).toEqual(['tls_failed']);
  const trusted = { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') };
  expect(await ask([PUBLIC], trusted, {})).toEqual([200]);
});
