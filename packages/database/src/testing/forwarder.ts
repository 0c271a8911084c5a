import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** An address that leads to a server, and later to another one, as that of a primary does. */
export class Forwarder {
  /** The connection string to use instead. */
  readonly url: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #target: URL;

  private constructor(server: Server, target: URL) {
    this.#server = server;
    this.#target = target;
    const through = new URL(target);
    through.port = String((server.address() as AddressInfo).port);
    this.url = through.href;
    server.on('connection', (client) => this.#forward(client));
  }

  static async open(url: string): Promise<Forwarder> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Forwarder(server, new URL(url));
  }

  /** Leads to another server from now on, and cuts what there is. */
  lead(url: string): void {
    this.#target = new URL(url);
    for (const socket of this.#sockets) socket.destroy();
  }

  /**
   * Leads to another server from now on. Of what there is nobody hears any more, as where the power of the
   * server before was cut.
   */
  move(url: string): void {
    this.#target = new URL(url);
    for (const socket of this.#sockets) {
      socket.unpipe();
      socket.pause();
    }
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #forward(client: Socket): void {
    const server = connect(Number(this.#target.port), this.#target.hostname);
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.pipe(server);
    server.pipe(client);
  }
}
