import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createEmulator } from 'emulate';
import { afterEach, expect, test } from 'vitest';
import { parseAdmit } from '../admission/parse-admit.ts';
import { CONNECTORS } from './connectors.ts';
import { createConnectors } from './create-connectors.ts';
import { expectation } from '../upstream/testing/expectation.ts';

// Against a provider that none of us wrote. What it is lax about is tested with stubs.

const CLIENT = { clientId: 'gatehouse-emulated-client', clientSecret: 'the-client-secret' };
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

async function emulate(
  service: 'github' | 'google',
  seed: Record<string, unknown>,
): Promise<string> {
  const emulator = await createEmulator({
    service,
    port: await freePort(),
    seed: { [service]: seed },
  });
  running.push(emulator);
  return emulator.url;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Opens the login page, presses the button of a person and returns where the browser is sent. */
async function press(url: URL, person: string): Promise<URL> {
  const page = await (await fetch(url)).text();
  const form = page.split('<form').find((part) => part.includes(person)) ?? '';
  const [, action = ''] = /action="([^"]*)"/.exec(form) ?? [];
  const fields = [...form.matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')] as [string, string],
  );
  const answer = await fetch(new URL(action, url), {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  return new URL(answer.headers.get('location') ?? 'missing:');
}

test('a sign-in at the emulated GitHub, organisations included', async () => {
  const expected = expectation('github');
  const url = await emulate('github', {
    users: [{ login: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' }],
    orgs: [{ login: 'engines', members: [{ login: 'ada' }] }],
    oauth_apps: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        name: 'Gatehouse',
        redirect_uris: [expected.redirectUri],
      },
    ],
  });
  const parsed = parseAdmit('github-org:engines', CONNECTORS);
  const connectors = createConnectors({
    connectors: { github: { ...CLIENT, url, apiUrl: url, vouchedDomains: [], emulated: true } },
    rules: parsed.ok ? [parsed.rules] : [],
  });
  const connector = connectors.get('github');
  if (connector === undefined) throw new Error('GitHub is configured');
  expect(connector).toMatchObject({ label: 'GitHub', issuer: url, emulated: true });

  const returned = await press(await connector.authorizationUrl(expected), 'ada');
  expect(returned.href).toContain(expected.redirectUri);
  expect(await connector.identify(returned, expected)).toMatchObject({
    provider: 'github',
    issuer: url,
    subject: expect.stringMatching(/^[1-9]\d*$/),
    login: 'ada',
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    emailVerified: true,
    organisations: [{ login: 'engines', id: expect.stringMatching(/^[1-9]\d*$/) as string }],
  });
});

test('a sign-in at the emulated Google, hosted domain included', async () => {
  const expected = expectation('google');
  const issuer = await emulate('google', {
    users: [
      { email: 'ada@example.com', name: 'Ada Lovelace', hd: 'example.com', email_verified: true },
    ],
    oauth_clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        name: 'Gatehouse',
        redirect_uris: [expected.redirectUri],
      },
    ],
  });
  const connectors = createConnectors({
    connectors: { google: { ...CLIENT, issuer, emulated: true } },
    rules: [],
  });
  const connector = connectors.get('google');
  if (connector === undefined) throw new Error('Google is configured');

  const returned = await press(await connector.authorizationUrl(expected), 'ada@example.com');
  expect(await connector.identify(returned, expected)).toMatchObject({
    provider: 'google',
    issuer,
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    emailVerified: true,
    hostedDomain: 'example.com',
  });
});

test('only what is configured can be signed in with', () => {
  expect([...createConnectors({ connectors: {}, rules: [] }).keys()]).toEqual([]);
});

test('a provider of one’s own on this machine is no emulator, nor is a client of that name elsewhere', () => {
  const emulatedOf = (clientId: string, isOnThisMachine: boolean) => {
    const issuer = isOnThisMachine ? 'http://localhost:8080' : 'https://login.example.com';
    const google = { ...CLIENT, clientId, issuer, emulated: isOnThisMachine };
    return createConnectors({ connectors: { google }, rules: [] }).get('google')?.emulated;
  };
  expect(emulatedOf('gatehouse-emulated-google', true)).toBe(true);
  expect(emulatedOf('my-client', true)).toBe(false);
  expect(emulatedOf('gatehouse-emulated-google', false)).toBe(false);
});
