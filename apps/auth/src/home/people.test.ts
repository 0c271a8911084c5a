import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Connector } from '../upstream/connector.ts';
import { emulatedPeople } from './people.ts';

const ADA = { account: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' };
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A connector whose provider answers so. */
async function providerThat(answers: RequestListener, emulated = true): Promise<Connector> {
  const server = createServer(answers);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    provider: 'github',
    kind: 'github',
    label: 'GitHub',
    issuer: `http://127.0.0.1:${port}`,
    emulated,
  } as unknown as Connector;
}

const tells =
  (body: unknown): RequestListener =>
  ({ url }, response) =>
    response.end(url === '/__people' ? JSON.stringify(body) : 'null');

test('whom an emulator offers is asked of it, and shown as text of strangers is', async () => {
  const eve = { ...ADA, account: 'eve', name: '\u202EEve\u200B' };
  const people = await emulatedPeople([await providerThat(tells([ADA, eve]))]);
  expect(people).toEqual([
    { id: 'github', label: 'GitHub', people: [ADA, { ...eve, name: 'Eve' }] },
  ]);
});

test('a provider that is none is not asked', async () => {
  let asked = 0;
  const real = await providerThat(() => {
    asked += 1;
  }, false);
  expect(await emulatedPeople([real])).toEqual([]);
  expect(asked).toBe(0);
});

test.each<[string, RequestListener]>([
  ['says nothing', () => {}],
  ['hangs up', (request) => request.destroy()],
  ['has no such page', (_request, response) => response.writeHead(404).end('{}')],
  ['tells something else', tells({ people: [ADA] })],
  ['leaves out how they are called', tells([{ account: 'ada' }])],
  ['leads elsewhere', (_request, response) => response.writeHead(302, { location: '/x' }).end()],
  ['never ends', (_request, response) => response.write('[')],
  ['offers too many', tells(Array.from({ length: 51 }, () => ADA))],
])('one that %s offers nobody, and keeps no page waiting', async (_what, answers) => {
  const started = performance.now();
  const others = await providerThat(tells([ADA]));
  const people = await emulatedPeople([await providerThat(answers), others]);
  expect(people).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(20_000);
});
