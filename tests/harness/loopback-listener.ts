import { createServer, type Server } from 'node:http';
import { freePort } from './ports.ts';

/** A page for a person who may close the tab now. @param more to be shown on it */
const thanks = (more = '') =>
  `<!doctype html><html lang="en"><title>Program</title><h1>Back in the program</h1>${more}`;

export interface ListenerOptions {
  /**
   * How often the callback sends the browser onward, each time to another origin, before it
   * answers. Real programs do this: a relay that hands over to a desktop app, for one.
   */
  readonly redirectsOnward?: number;
  /**
   * Counts a response as arrived when the browser shows the page for it, which it does a moment after
   * it has asked for it. Whoever then leads the window elsewhere gets in the way of nothing. Only a
   * browser that loads images gets that far.
   */
  readonly waitsForPage?: boolean;
}

/** The loopback address where a native program waits for its authorization response (RFC 8252 §7.3). */
export class LoopbackListener {
  readonly redirectUri: string;
  readonly #servers: Server[];
  readonly #arrived: URLSearchParams[] = [];
  #waiting: ((parameters: URLSearchParams) => void) | undefined;

  private constructor(redirectUri: string, servers: Server[]) {
    this.redirectUri = redirectUri;
    this.#servers = servers;
  }

  static async open({
    redirectsOnward = 0,
    waitsForPage = false,
  }: ListenerOptions = {}): Promise<LoopbackListener> {
    const ports: number[] = [];
    for (let hop = 0; hop <= redirectsOnward; hop += 1) ports.push(await freePort());
    const servers: Server[] = [];
    const listener = new LoopbackListener(`http://127.0.0.1:${ports[0]}/callback`, servers);
    for (const [hop, port] of ports.entries()) {
      const next = ports[hop + 1];
      const server = createServer((request, response) => {
        const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
        if (waitsForPage && url.pathname === '/shown') {
          response.writeHead(204).end();
          listener.#arrive(url.searchParams);
        } else if (url.pathname !== '/callback') {
          response.writeHead(404).end();
        } else if (next !== undefined) {
          response.writeHead(302, { location: `http://127.0.0.1:${next}/callback${url.search}` });
          response.end();
        } else {
          const query = url.search.replaceAll('&', '&amp;');
          const more = waitsForPage ? `<img src="/shown${query}" alt="">` : '';
          const type = 'text/html; charset=utf-8';
          response.writeHead(200, { 'content-type': type }).end(thanks(more));
          if (!waitsForPage) listener.#arrive(url.searchParams);
        }
      });
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', resolve);
      });
      servers.push(server);
    }
    return listener;
  }

  /** The next authorization response, whether it has come already or is yet to come. */
  next(): Promise<URLSearchParams> {
    const first = this.#arrived.shift();
    if (first !== undefined) return Promise.resolve(first);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#servers.map(
        (server) =>
          new Promise<void>((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      ),
    );
  }

  #arrive(parameters: URLSearchParams): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting === undefined) this.#arrived.push(parameters);
    else waiting(parameters);
  }
}
