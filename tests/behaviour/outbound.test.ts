/** Requests to addresses that strangers name, of a server in production, whatever its environment says. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { testDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../harness/ports.ts';
import { selfSigned } from '../harness/self-signed.ts';
import { Service } from '../harness/service.ts';
import { runAuth } from './actors/auth-process.ts';
import { Client } from './actors/client.ts';
import { textOf } from './actors/page.ts';

const MAIN = fileURLToPath(new URL('../../apps/auth/dist/main.js', import.meta.url));

/** What a module that is loaded before the server may do: here no address is judged any more. */
const SABOTAGE = `
import { BlockList } from 'node:net';
BlockList.prototype.check = () => false;
`;

let folder: string;
/** counts connections to this machine */
let connections = 0;
const canary = createServer((socket) => {
  connections += 1;
  socket.destroy();
});
let canaryPort: number;
let server: Service;
let issuer: string;

const key = () => randomBytes(32).toString('base64');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-outbound-'));
  await writeFile(join(folder, 'sabotage.mjs'), SABOTAGE);
  await writeFile(join(folder, 'ca.pem'), selfSigned('localhost').cert);
  canary.listen(0, '127.0.0.1');
  await once(canary, 'listening');
  canaryPort = (canary.address() as AddressInfo).port;
  const [port, operationsPort] = [await freePort(), await freePort()];
  issuer = `https://localhost:${port}`;
  const proxy = `http://127.0.0.1:${canaryPort}`;
  server = new Service({
    name: 'apps/auth',
    args: [MAIN],
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      PUBLIC_URL: issuer,
      PORT: String(port),
      OPERATIONS_PORT: String(operationsPort),
      DATABASE_URL: await testDatabaseUrl(),
      ENCRYPTION_KEYS: key(),
      COOKIE_KEYS: key(),
      RESOURCES: 'https://mcp.example.com/mcp',
      GITHUB_CLIENT_ID: 'id',
      GITHUB_CLIENT_SECRET: 'secret',
      ADMIT: 'anyone',
      SHUTDOWN_DELAY: '0s',
      // All that Node and its name resolution read.
      NODE_USE_ENV_PROXY: '1',
      HTTPS_PROXY: proxy,
      HTTP_PROXY: proxy,
      ALL_PROXY: proxy,
      NO_PROXY: '',
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      NODE_OPTIONS: '--dns-result-order=ipv6first --insecure-http-parser',
      RES_OPTIONS: 'ndots:15',
      LOCALDOMAIN: 'localhost',
    },
    isReady: async () =>
      (await fetch(`http://localhost:${operationsPort}/readyz`).catch(() => undefined))?.ok ??
      false,
    startWithin: 120_000,
  });
  await server.start();
});
afterAll(async () => {
  await server?.stop();
  canary.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** As the proxy in front of it asks. */
const authorize = (clientId: string) => {
  const url = new Client(issuer, clientId, 'https://a.example/cb').authorizationUrl();
  return fetch(new URL(url.pathname + url.search, issuer.replace('https:', 'http:')), {
    redirect: 'manual',
    headers: { accept: 'text/html' },
  });
};

const NO_ADDRESS_OF_A_DOCUMENT = 'This app is not registered here';
const NOT_READ = 'This app could not be looked up';

test('no variable has a production server connect to its own machine, or to a proxy', async () => {
  const before = connections;
  for (const [id, heading] of [
    [`https://localhost:${canaryPort}/client.json`, NO_ADDRESS_OF_A_DOCUMENT],
    [`https://127.0.0.1:${canaryPort}/client.json`, NO_ADDRESS_OF_A_DOCUMENT],
    [`https://[::ffff:7f00:1]:${canaryPort}/client.json`, NO_ADDRESS_OF_A_DOCUMENT],
    ['https://127.0.0.1/client.json', NOT_READ],
    ['https://[::1]/client.json', NOT_READ],
    ['https://169.254.169.254/latest/meta-data', NOT_READ],
    ['https://10.0.0.1/client.json', NOT_READ],
    [`${issuer}/client.json`, NO_ADDRESS_OF_A_DOCUMENT],
  ] as const) {
    const response = await authorize(id);
    const [, title = ''] = /<h1\b[^>]*>(.*?)<\/h1>/s.exec(await response.text()) ?? [];
    expect([id, response.status, textOf(title)]).toEqual([id, 400, heading]);
  }
  expect(connections - before).toBe(0);
});

test('it says at its start that it uses no proxy, and what to do where there is no other way', () => {
  expect(server.output).toMatch(
    /"level":40[^\n]*"variables":\["HTTPS_PROXY","ALL_PROXY"\][^\n]*documents of clients are read without a proxy: [^\n]*clients add --document URL --file COPY/,
  );
});

test('a server whose guard is open does not start, and says what to do', async () => {
  const sabotage = pathToFileURL(join(folder, 'sabotage.mjs')).href;
  const { exitCode, output } = await runAuth({ NODE_OPTIONS: `--import=${sabotage}` });
  expect(exitCode).toBe(1);
  expect(output).toMatch(
    /^Requests to addresses that strangers name are not guarded here: .*NODE_OPTIONS.*CLIENT_DOCUMENTS=off\.$/m,
  );
  expect(output).not.toMatch(/\n\s+at /);
});
