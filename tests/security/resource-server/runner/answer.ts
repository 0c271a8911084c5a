import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One answer, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A handler on a free port of this machine. */
export interface Listening {
  readonly origin: string;
  close(): void;
}

export async function listening(handler: RequestListener): Promise<Listening> {
  const server = createServer(handler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Headers as `node:http` takes them: a list sends the header as often. */
export type Headers = Readonly<Record<string, string | readonly string[]>>;

export interface Sending {
  readonly method?: string;
  readonly headers?: Headers;
  readonly body?: string;
}

/** One request on a connection of its own, sent as given: `fetch` would join or refuse headers. */
export function ask(url: string, { method = 'GET', headers = {}, body }: Sending = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
  const sent = request(
    url,
    { method, agent: false, headers: headers as Record<string, string | string[]> },
    (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    },
  );
  sent.on('error', reject);
  sent.end(body);
  return promise;
}
