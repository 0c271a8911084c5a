import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { close, ListenError, listen } from './listen.ts';

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

const AS = { variable: 'PORT', what: 'the authorization server' };

test('serves every address on one port, and lets it go again', async () => {
  const app = (_req: unknown, res: { end(text: string): void }) => res.end('here');
  const servers = await listen(app, { ...AS, hosts: ['127.0.0.1', '::1'], port: 0 });
  const ports = new Set(servers.map(portOf));
  expect(ports.size).toBe(1);
  const [port] = ports;
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('here');
  await close(servers, 1000);
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow('fetch failed');
});

test('says which variable to change where the port is taken', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const port = portOf(other);
  const refused = listen(() => {}, {
    hosts: ['127.0.0.1'],
    port,
    variable: 'OPERATIONS_PORT',
    what: 'health and metrics',
  });
  await expect(refused).rejects.toThrow(ListenError);
  await expect(refused).rejects.toThrow(
    `Port ${port} on 127.0.0.1 (OPERATIONS_PORT, health and metrics) is taken by another program: stop it, or set OPERATIONS_PORT to another port.`,
  );
  other.close();
});

test('says that the machine has no such address, where that is what is wrong', async () => {
  // TEST-NET-1 (RFC 5737): no machine has it.
  const refused = listen(() => {}, { ...AS, hosts: ['192.0.2.1'], port: 3000 });
  await expect(refused).rejects.toThrow(
    'Port 3000 on 192.0.2.1 (PORT, the authorization server) cannot be opened (EADDRNOTAVAIL): this machine has no such address; set HOST to one that it has.',
  );
});

test('lets a request in flight finish, and cuts it when its time is up', async () => {
  const arrived = Promise.withResolvers<void>();
  const slow = await listen(
    (_req, res) => {
      arrived.resolve();
      setTimeout(() => res.end('finished'), 200);
    },
    { ...AS, hosts: ['127.0.0.1'], port: 0 },
  );
  const answer = fetch(`http://127.0.0.1:${portOf(slow[0]!)}`);
  await arrived.promise;
  await close(slow, 60_000);
  expect(await (await answer).text()).toBe('finished');

  const begun = Promise.withResolvers<void>();
  const hanging = await listen(() => begun.resolve(), {
    ...AS,
    hosts: ['127.0.0.1'],
    port: 0,
  });
  const lost = fetch(`http://127.0.0.1:${portOf(hanging[0]!)}`);
  const outcome = lost.then(
    () => 'answered',
    () => 'cut',
  );
  await begun.promise;
  await close(hanging, 100);
  expect(await outcome).toBe('cut');
});
