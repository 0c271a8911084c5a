import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Replica {
  /** origin that it listens on */
  readonly url: string;
  /** origin of its operations port */
  readonly operationsUrl: string;
}

/**
 * A balancer that covers nothing up: in turn to every replica that was ready when it was last asked,
 * half a second ago at most, over connections that are kept, and never a second time.
 */
export class StrictBalancer {
  readonly url: string;
  /** requests that got no whole answer from the replica they went to, by errno */
  readonly failures: string[] = [];
  readonly served = new Map<Replica, number>();
  readonly #ready = new Set<Replica>();
  readonly #agent = new Agent({ keepAlive: true });
  readonly #close: () => void;
  #turn = 0;

  private constructor(url: string, close: () => void) {
    this.url = url;
    this.#close = close;
  }

  /** @param host the `Host` that clients asked for */
  static async open(replicas: readonly Replica[], host: string): Promise<StrictBalancer> {
    const server = createServer((req, res) => balancer.#forward(req, res, host));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const look = () => Promise.all(replicas.map((replica) => balancer.#look(replica)));
    const timer = setInterval(() => void look(), 500);
    const balancer: StrictBalancer = new StrictBalancer(`http://127.0.0.1:${port}`, () => {
      clearInterval(timer);
      server.close();
      server.closeAllConnections();
    });
    await look();
    return balancer;
  }

  isReady(replica: Replica): boolean {
    return this.#ready.has(replica);
  }

  close(): void {
    this.#close();
    this.#agent.destroy();
  }

  async #look(replica: Replica): Promise<void> {
    const ok = await fetch(new URL('/readyz', replica.operationsUrl)).then(
      async (response) => {
        await response.body?.cancel();
        return response.ok;
      },
      () => false,
    );
    if (ok) this.#ready.add(replica);
    else this.#ready.delete(replica);
  }

  #forward(req: IncomingMessage, res: ServerResponse, host: string): void {
    const ready = [...this.#ready];
    this.#turn += 1;
    // Not to whom has had least: one that comes back would have all until it has caught up.
    const replica = ready[this.#turn % ready.length];
    if (replica === undefined) {
      this.failures.push('nobody is ready');
      res.writeHead(503).end();
      return;
    }
    this.served.set(replica, (this.served.get(replica) ?? 0) + 1);
    const failed = (error: NodeJS.ErrnoException) => {
      this.failures.push(error.code ?? error.message);
      if (!res.headersSent) res.writeHead(502);
      res.end();
    };
    const outgoing = request(
      new URL(req.url ?? '/', replica.url),
      { method: req.method, headers: { ...req.headers, host }, agent: this.#agent },
      (answer) => {
        const { connection: _hop, ...headers } = answer.headers;
        res.writeHead(answer.statusCode ?? 502, headers);
        answer.on('error', failed).pipe(res);
      },
    );
    req.pipe(outgoing.on('error', failed));
  }
}
