import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SelfSigned } from './self-signed.ts';

/** What the host has at an address. */
export interface Published {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Serves metadata documents of clients, by https on this machine. */
export interface DocumentHost {
  readonly origin: string;
  /** what was asked for, in order: the path, and the ETag that was known */
  readonly asked: string[];
  /** how many connections there were */
  readonly connections: number;
  /** Has an answer at a path from now on. */
  publish(path: string, answer: Published): void;
  /** Has a document of a public client at a path from now on. @returns its client id */
  publishClient(path: string, members?: object): string;
  close(): void;
}

/** @param certificate for `localhost`, which the server has to trust (`NODE_EXTRA_CA_CERTS`) */
export async function startDocumentHost(certificate: SelfSigned): Promise<DocumentHost> {
  const published = new Map<string, Published>();
  const asked: string[] = [];
  let connections = 0;
  const server = createServer(certificate, ({ url: path = '', headers }, response) => {
    asked.push([path, headers['if-none-match']].filter(Boolean).join(' '));
    const { status = 200, headers: own, body = {} } = published.get(path) ?? { status: 404 };
    const isKnown = own?.etag !== undefined && own.etag === headers['if-none-match'];
    response.writeHead(isKnown ? 304 : status, { 'content-type': 'application/json', ...own });
    response.end(isKnown ? undefined : JSON.stringify(body));
  });
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  const publish = (path: string, answer: Published) => void published.set(path, answer);
  return {
    origin,
    asked,
    get connections() {
      return connections;
    },
    publish,
    publishClient(path, members = {}) {
      const id = `${origin}${path}`;
      const document = {
        client_id: id,
        client_name: 'A client with a document',
        redirect_uris: ['http://localhost/callback', 'http://127.0.0.1/callback'],
        token_endpoint_auth_method: 'none',
        ...members,
      };
      publish(path, { body: document, headers: { etag: '"1"' } });
      return id;
    },
    close: () => server.close().closeAllConnections(),
  };
}
