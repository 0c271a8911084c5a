import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Listens on loopback for what should never come. */
export interface Canary {
  readonly port: number;
  readonly connections: number;
  close(): void;
}

export async function startCanary(): Promise<Canary> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    close: () => void server.close(),
  };
}
