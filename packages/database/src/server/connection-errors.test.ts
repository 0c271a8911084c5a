import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../open.ts';
import { connectionError } from './connection-errors.ts';

/** A server that answers the question for TLS as Postgres does with `ssl = off`. */
async function serverWithoutTls(): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end('N'));
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

test.each(['verify-full', 'require'])(
  'where sslmode=%s is asked of a server without TLS, that is what is to be changed',
  async (mode) => {
    const port = await serverWithoutTls();
    const url = `postgresql://u:p@127.0.0.1:${port}/x?sslmode=${mode}`;
    await expect(openDatabase({ url, connectTimeoutMs: 20_000 })).rejects.toMatchObject({
      code: 'unreachable',
      remedy:
        'The server offers no TLS: switch it on there (ssl = on), or set sslmode=disable where the network is yours.',
    });
  },
);

test('TLS is advised to a URL that says nothing of it, and to no other', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const remedy = (query: string) =>
    connectionError(refused, `postgresql://u:p@127.0.0.1:1/x${query}`).remedy;
  expect(remedy('')).toContain('?sslmode=verify-full');
  for (const query of ['?sslmode=verify-full', '?a=b&sslmode=disable', '?ssl=true']) {
    expect(remedy(query)).toMatch(/between\.$/);
  }
});
