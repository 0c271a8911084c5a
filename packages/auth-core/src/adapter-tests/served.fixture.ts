import { createServer, request as httpRequest, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';

/** A request as a client writes it, in which a header may occur twice. */
export interface TestRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: unknown;
}

export interface TestResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A resource that is served by one of the adapters. */
export interface ServedResource {
  request(sent: TestRequest): Promise<TestResponse>;
  close(): void;
}

/** Serves over a real socket, so that headers arrive as they were sent. */
export async function serveOverHttp(listener: RequestListener): Promise<ServedResource> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    request: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const outgoing = httpRequest({ host: '127.0.0.1', port, method, path });
        const names = new Set(headers.map(([name]) => name));
        for (const name of names) {
          const values = headers.filter(([own]) => own === name).map(([, value]) => value);
          outgoing.setHeader(name, values);
        }
        outgoing.on('error', reject).on('response', (incoming) => {
          const { statusCode: status = 0 } = incoming;
          const received = new Headers(incoming.headers as Record<string, string>);
          readText(incoming).then((text) => resolve({ status, headers: received, text }), reject);
        });
        outgoing.end(body === undefined ? undefined : JSON.stringify(body));
      }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Serves without a socket: requests call the handler directly. */
export function serveInProcess(
  handler: (request: Request) => Promise<Response> | Response,
): ServedResource {
  return {
    async request({ method, path, headers, body }) {
      const sent = new Headers();
      for (const [name, value] of headers) sent.append(name, value);
      const response = await handler(
        new Request(`http://localhost:8000${path}`, {
          method,
          headers: sent,
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      );
      return {
        status: response.status,
        headers: response.headers,
        text: method === 'HEAD' ? '' : await response.text(),
      };
    },
    close() {},
  };
}
