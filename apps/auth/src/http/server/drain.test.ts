import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { Drain } from './drain.ts';

test('answers as before while it drains, and keeps no connection', async () => {
  const drain = new Drain();
  const server = createServer(drain.around((_req, res) => void res.end('here')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect((await fetch(url)).headers.get('connection')).toBe('keep-alive');
  expect(drain.isDraining).toBe(false);
  drain.begin();
  const response = await fetch(url);
  expect(response.headers.get('connection')).toBe('close');
  expect(await response.text()).toBe('here');
  server.close();
});
