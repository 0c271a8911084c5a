import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A wire between a server and its PostgreSQL that counts round trips: a client that has sent
 * something waits for `ReadyForQuery` (PostgreSQL: Frontend/Backend Protocol, Message Formats), so
 * there is one for each time that it had to wait.
 */
export class CountingProxy {
  /** the connection string to use instead */
  readonly databaseUrl: string;
  #roundTrips = 0;
  readonly #sockets = new Set<Socket>();
  readonly #close: () => void;

  private constructor(databaseUrl: string, close: () => void) {
    this.databaseUrl = databaseUrl;
    this.#close = close;
  }

  static async open(databaseUrl: string): Promise<CountingProxy> {
    const target = new URL(databaseUrl);
    const server = createServer((client) => proxy.#connect(client, target));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const through = new URL(databaseUrl);
    through.hostname = '127.0.0.1';
    through.port = String((server.address() as AddressInfo).port);
    const proxy = new CountingProxy(through.href, () => server.close());
    return proxy;
  }

  /** How many round trips the work takes, on all connections together. */
  async count(work: () => Promise<unknown>): Promise<number> {
    const before = this.#roundTrips;
    await work();
    return this.#roundTrips - before;
  }

  close(): void {
    this.#close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #connect(client: Socket, target: URL): void {
    const server = connect(Number(target.port || 5432), target.hostname);
    const count = messageReader((type) => {
      if (type === 'Z') this.#roundTrips += 1;
    });
    client.on('data', (chunk) => server.write(chunk));
    server.on('data', (chunk: Buffer) => {
      count(chunk);
      client.write(chunk);
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.end();
      });
    }
  }
}

/** Calls back with the type of every message: a letter, then the length of the rest in 32 bits. */
function messageReader(onMessage: (type: string) => void): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0);
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 5) {
      const end = 1 + pending.readUInt32BE(1);
      if (pending.length < end) return;
      onMessage(String.fromCharCode(pending[0]!));
      pending = pending.subarray(end);
    }
  };
}
