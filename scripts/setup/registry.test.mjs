import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { cleanEnvironment } from './environment.mjs';
import { askRegistry } from './registry.mjs';

test('whatever a registry answers is an answer', async () => {
  const server = createServer((_, response) => response.writeHead(404).end('{}'));
  await expect(ask(await portOf(server))).resolves.toBeUndefined();
});

test('a registry that nobody reaches is told of in one sentence', async () => {
  const server = createServer();
  const port = await portOf(server);
  await new Promise((resolve) => server.close(resolve));
  await expect(ask(port)).rejects.toThrow(/^The npm registry cannot be reached \(ECONNREFUSED\)/);
});

test('a registry that is silent is not waited for', async () => {
  const server = createSocketServer(() => {});
  await expect(ask(await portOf(server), 3_000)).rejects.toThrow(
    /^The npm registry cannot be reached/,
  );
});

/**
 * @param {number} port
 * @param {number} [patience]
 */
function ask(port, patience) {
  const env = {
    ...cleanEnvironment(process.env),
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_noproxy: '127.0.0.1',
  };
  return askRegistry(['npm'], { cwd: tmpdir(), env, ...(patience && { patience }) });
}

/** @param {import('node:net').Server} server */
async function portOf(server) {
  await new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  onTestFinished(() => void server.close());
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
}
