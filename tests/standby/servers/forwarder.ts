import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * One address for whichever server is the primary, as an operator has one: it forwards connections, and
 * cuts those that exist when it is turned.
 */
export class Forwarder {
  /** the connection string to use instead */
  readonly databaseUrl: string;
  #port: number;
  readonly #sockets = new Set<Socket>();
  readonly #close: () => void;

  private constructor(databaseUrl: string, port: number, close: () => void) {
    this.databaseUrl = databaseUrl;
    this.#port = port;
    this.#close = close;
  }

  /** @param databaseUrl of the database to lead to, on loopback */
  static async open(databaseUrl: string): Promise<Forwarder> {
    const server = createServer((client) => forwarder.#connect(client));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const target = new URL(databaseUrl);
    const through = new URL(databaseUrl);
    through.port = String((server.address() as AddressInfo).port);
    const close = () => server.close();
    const forwarder = new Forwarder(through.href, Number(target.port), close);
    return forwarder;
  }

  /** Leads to another server from now on. @param url any of its connection strings */
  turn(url: string): void {
    this.#port = Number(new URL(url).port);
    this.#cut();
  }

  close(): void {
    this.#close();
    this.#cut();
  }

  #cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #connect(client: Socket): void {
    const server = connect(this.#port, '127.0.0.1');
    client.pipe(server);
    server.pipe(client);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }
}
