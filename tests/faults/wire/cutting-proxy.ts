import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { messageReader } from './messages.ts';

/**
 * When a statement's connection is cut: `before` the server has read it, so that nothing happened,
 * or `after` the server has carried it out and committed it, so that only the answer is lost.
 */
export type Moment = 'before' | 'after';

interface Fault {
  readonly moment: Moment | 'hold';
  /** statements until then, this one included */
  left: number;
  readonly reached: () => void;
}

/**
 * A wire between a server and its PostgreSQL that breaks at a chosen statement. A statement is what
 * a client sends and then waits for: a simple query, or an extended one up to its `Sync`.
 */
export class CuttingProxy {
  /** the connection string to use instead */
  readonly databaseUrl: string;
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  readonly #close: () => void;
  #fault: Fault | undefined;
  #release: (() => void) | undefined;

  private constructor(target: URL, port: number, close: () => void) {
    const through = new URL(target);
    through.hostname = '127.0.0.1';
    through.port = String(port);
    this.databaseUrl = through.href;
    this.#target = target;
    this.#close = close;
  }

  static async open(databaseUrl: string): Promise<CuttingProxy> {
    const server = createServer((client) => proxy.#connect(client));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const proxy = new CuttingProxy(new URL(databaseUrl), port, () => server.close());
    return proxy;
  }

  /**
   * Does some work while the `n`-th statement from now loses its connection.
   *
   * @returns what the work gave, and whether there was an `n`-th statement
   */
  async cut<T>(n: number, moment: Moment, work: () => Promise<T>): Promise<[T, boolean]> {
    let reached = false;
    this.#fault = { moment, left: n, reached: () => (reached = true) };
    try {
      return [await work(), reached];
    } finally {
      this.#fault = undefined;
    }
  }

  /** Holds the answer to the `n`-th statement from now back, until {@link release}. */
  hold(n: number): Promise<void> {
    return new Promise((reached) => {
      this.#fault = { moment: 'hold', left: n, reached };
    });
  }

  release(): void {
    this.#release?.();
    this.#release = undefined;
  }

  close(): void {
    this.#close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #connect(client: Socket): void {
    const server = connect(Number(this.#target.port || 5432), this.#target.hostname);
    const cut = () => {
      client.destroy();
      server.destroy();
    };
    /** What becomes of the answer to the statement that the server is busy with. */
    let answer: 'forward' | 'hold' | 'swallow' = 'forward';
    let held: Buffer[] = [];

    const readClient = messageReader((type) => {
      if (type !== 'Q' && type !== 'S') return;
      const fault = this.#fault;
      if (fault === undefined || (fault.left -= 1) > 0) return;
      this.#fault = undefined;
      if (fault.moment === 'before') {
        cut();
        fault.reached();
        return;
      }
      answer = fault.moment === 'hold' ? 'hold' : 'swallow';
      onAnswered = fault.reached;
    }, 1);
    let onAnswered = () => {};
    const readServer = messageReader((type) => {
      // ReadyForQuery comes after the commit.
      if (type !== 'Z' || answer === 'forward') return;
      if (answer === 'swallow') cut();
      onAnswered();
    });

    client.on('data', (chunk: Buffer) => {
      readClient(chunk);
      if (!client.destroyed) server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => {
      if (answer === 'forward') {
        readServer(chunk);
        client.write(chunk);
        return;
      }
      held.push(chunk);
      this.#release = () => {
        for (const part of held) client.write(part);
        held = [];
        answer = 'forward';
      };
      readServer(chunk);
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
