import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { close, ListenError, listen } from './listen.ts';

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

test('serves every address on one port, and lets it go again', async () => {
  const app = (_req: unknown, res: { end(text: string): void }) => res.end('here');
  const servers = await listen(app, { hosts: ['127.0.0.1', '::1'], port: 0, variable: 'PORT' });
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
  const refused = listen(() => {}, { hosts: ['127.0.0.1'], port, variable: 'OPERATIONS_PORT' });
  await expect(refused).rejects.toThrow(ListenError);
  await expect(refused).rejects.toThrow(`127.0.0.1:${port} is taken`);
  await expect(refused).rejects.toThrow('OPERATIONS_PORT');
  other.close();
});

test('lets a request in flight finish, and cuts it when its time is up', async () => {
  const arrived = Promise.withResolvers<void>();
  const slow = await listen(
    (_req, res) => {
      arrived.resolve();
      setTimeout(() => res.end('finished'), 200);
    },
    { hosts: ['127.0.0.1'], port: 0, variable: 'PORT' },
  );
  const answer = fetch(`http://127.0.0.1:${portOf(slow[0]!)}`);
  await arrived.promise;
  await close(slow, 60_000);
  expect(await (await answer).text()).toBe('finished');

  const begun = Promise.withResolvers<void>();
  const hanging = await listen(() => begun.resolve(), {
    hosts: ['127.0.0.1'],
    port: 0,
    variable: 'PORT',
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
