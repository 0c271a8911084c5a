import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A listener that nobody has any business with: whoever connects was told to by an attacker. */
export interface Canary {
  /** http on loopback */
  readonly url: string;
  /** connections so far, whether a byte came or not */
  readonly connections: () => number;
  close(): void;
}

export async function openCanary(): Promise<Canary> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    connections: () => connections,
    close: () => server.close(),
  };
}
