import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The rest of the world, for a client that is to have none: every request is noted and gets 502. */
export class OfflineProxy {
  /** hosts that somebody tried to reach, as often as it was tried */
  readonly attempts: string[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      this.attempts.push(hostOf(request.url));
      response.writeHead(502).end();
    });
    this.#server.on('connect', ({ url }, socket) => {
      this.attempts.push(hostOf(url));
      // A client that hangs up first is as well off.
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  }

  /** @returns its URL */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

function hostOf(target = ''): string {
  return URL.canParse(target) && target.includes('//') ? new URL(target).host : target;
}
