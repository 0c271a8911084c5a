import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a stub received. */
export interface Received {
  readonly method: string;
  /** path without query */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** the body as a form */
  readonly form: URLSearchParams;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** sent as JSON unless it is text */
  readonly body?: unknown;
}

/** `hang` accepts the request and never answers. */
export type Route = (received: Received) => Reply | 'hang' | Promise<Reply | 'hang'>;

export interface StubUpstream {
  readonly url: string;
  /** answers by method and path, such as `GET /user`; to be changed by a test */
  readonly routes: Map<string, Route>;
  readonly received: Received[];
  close(): Promise<void>;
}

/** A provider on loopback that answers as a test says, for the answers no emulator gives. */
export async function startStubUpstream(): Promise<StubUpstream> {
  const routes = new Map<string, Route>();
  const received: Received[] = [];
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://stub');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const { method = 'GET', headers } = request;
    const one = { method, path, query, headers, form };
    received.push(one);
    const reply = (await routes.get(`${method} ${path}`)?.(one)) ?? { status: 404, body: {} };
    if (reply === 'hang') return;
    const { status = 200, body = {} } = reply;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const type = typeof body === 'string' ? 'text/html' : 'application/json';
    response.writeHead(status, { 'content-type': type, ...reply.headers }).end(text);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    routes,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
