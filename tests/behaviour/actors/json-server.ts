import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer in JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: object;
}

export interface JsonServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** A server on loopback that answers in JSON what it is told to. */
export async function openJsonServer(
  answer: (request: IncomingMessage, body: string) => JsonAnswer,
): Promise<JsonServer> {
  const server = createServer((request, response) => {
    void request
      .setEncoding('utf8')
      .toArray()
      .then((chunks) => {
        const { status, body } = answer(request, chunks.join(''));
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
