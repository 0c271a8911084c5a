import { once } from 'node:events';
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';

/** One server behind a {@link Balancer}. */
export interface Backend {
  /** its own origin, which no client knows */
  readonly url: string;
  readonly isReady: () => Promise<boolean>;
}

/** How often each backend is asked whether it is ready (milliseconds). */
const HEALTH_EVERY = 100;

/**
 * What a load balancer does: takes one address for several servers, gives each request to the next
 * one that says it is ready, and tries another where a connection is refused. A request that has
 * reached a server is never sent twice, so a server's death cuts what it was answering.
 */
export class Balancer {
  /** requests answered by each backend, in their order */
  readonly served: number[];
  /** requests that no backend could be found for: answered 503 here */
  unserved = 0;
  readonly #backends: readonly Backend[];
  readonly #ready: boolean[];
  // A connection for each request: a kept one may be closed at the moment that it is used again.
  readonly #agent = new Agent({ keepAlive: false });
  #server: Server | undefined;
  #health: NodeJS.Timeout | undefined;
  #only: number | undefined;
  #turn = 0;

  constructor(backends: readonly Backend[]) {
    this.#backends = backends;
    this.#ready = backends.map(() => true);
    this.served = backends.map(() => 0);
  }

  async listen(port: number): Promise<void> {
    this.#server = createServer((incoming, outgoing) => {
      void this.#forward(incoming, outgoing);
    });
    this.#server.listen(port, 'localhost');
    await once(this.#server, 'listening');
    this.#health = setInterval(() => {
      for (const [index, { isReady }] of this.#backends.entries()) {
        void isReady().then((ready) => {
          this.#ready[index] = ready;
        });
      }
    }, HEALTH_EVERY);
  }

  /** Sends everything to one backend, until told otherwise. */
  pin(backend: number | undefined): void {
    this.#only = backend;
  }

  close(): void {
    clearInterval(this.#health);
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  async #forward(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await readAll(incoming).catch(() => undefined);
    if (body === undefined) return;
    for (const index of this.#order()) {
      const outcome = await this.#ask(index, incoming, body, outgoing);
      if (outcome === 'answered') this.served[index] = (this.served[index] ?? 0) + 1;
      if (outcome === 'cut') outgoing.destroy();
      if (outcome !== 'refused') return;
      this.#ready[index] = false;
    }
    this.unserved += 1;
    outgoing.writeHead(503, { 'retry-after': '1', via: '1.1 balancer' }).end();
  }

  /** Ready ones first, in turn; the others are still better than nothing. */
  #order(): number[] {
    if (this.#only !== undefined) return [this.#only];
    const count = this.#backends.length;
    const turn = (this.#turn += 1);
    const all = this.#backends.map((_backend, index) => (turn + index) % count);
    return all.toSorted((one, other) => Number(this.#ready[other]) - Number(this.#ready[one]));
  }

  #ask(
    index: number,
    incoming: IncomingMessage,
    body: Buffer,
    outgoing: ServerResponse,
  ): Promise<'answered' | 'refused' | 'cut'> {
    const { method, headers, url = '/' } = incoming;
    const target = new URL(this.#backends[index]?.url ?? '');
    return new Promise((resolve) => {
      const asked = request(
        {
          agent: this.#agent,
          hostname: target.hostname,
          port: target.port,
          path: url,
          method,
          headers,
        },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
          answer.pipe(outgoing);
          answer.once('error', () => resolve('cut'));
          answer.once('end', () => resolve('answered'));
        },
      );
      asked.once('error', ({ code }: NodeJS.ErrnoException) => {
        resolve(code === 'ECONNREFUSED' ? 'refused' : 'cut');
      });
      asked.end(body);
    });
  }
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
