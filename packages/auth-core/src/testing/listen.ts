import type { Fetch } from '../issuer/fetch-json.ts';

/** An issuer that listens on a port. */
export interface Listening {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves on a loopback port. It needs Node.js; the modules of Node.js are loaded only here, so that the
 * rest also works on other platforms.
 *
 * @param answer answers as the issuer; if it throws, the connection is closed
 * @param port 0: any free port
 */
export async function listenOnLoopback(answer: Fetch, port: number): Promise<Listening> {
  const { createServer } = await import('node:http');
  let origin = '';
  const server = createServer((req, res) => {
    answer(`${origin}${req.url ?? '/'}`, {}).then(
      async (response) => {
        const body = new Uint8Array(await response.arrayBuffer());
        res.writeHead(response.status, Object.fromEntries(response.headers)).end(body);
      },
      () => req.socket.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('there is no port');
  origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
