import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { portFaults } from './ports.mjs';

/**
 * @param {string} address
 * @param {(port: number) => Promise<void>} body
 */
async function withListener(address, body) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, address, () => resolve(undefined)));
  const { port } = Object(server.address());
  try {
    await body(port);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

test.each(['127.0.0.1', '0.0.0.0'])(
  'a port taken on %s is one sentence with the way out',
  async (address) => {
    await withListener(address, async (port) => {
      const faults = await portFaults([{ port, what: 'MCP server', variable: 'MCP_PORT' }]);
      expect(faults).toEqual([
        `Port ${port} (MCP server) is taken by another program: stop it, or set MCP_PORT to another port.`,
      ]);
    });
  },
);

test('every taken port is named, not only the first', async () => {
  await withListener('127.0.0.1', async (port) => {
    const wanted = { port, what: 'a', variable: 'A' };
    expect(await portFaults([wanted, { ...wanted, what: 'b', variable: 'B' }])).toHaveLength(2);
  });
});

test('a free port is no fault', async () => {
  let free = 0;
  await withListener('127.0.0.1', (port) => {
    free = port;
    return Promise.resolve();
  });
  expect(await portFaults([{ port: free, what: 'a', variable: 'A' }])).toEqual([]);
});
