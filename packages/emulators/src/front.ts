/**
 * A loopback server before an emulator that passes everything on and may change JSON answers on
 * their way back.
 *
 * `emulate` cannot be told a Google user's `sub` or that a GitHub address is unverified; both are
 * facts of the answers, so this is where they are put right.
 */
import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Looks at a JSON answer and returns what is to be sent instead (or the same value).
 * `path` has no query string.
 */
export type Rewrite = (path: string, body: unknown) => unknown;

export interface Front {
  /** `http://localhost:<port>` */
  readonly url: string;
  /** From now on requests go to this port of 127.0.0.1; before, they answer 503. */
  passTo(port: number, rewrite: Rewrite): void;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1 and, where the machine has it, on ::1: `localhost` may mean either.
 *
 * @param port - 0 takes any free port
 */
export async function openFront(port: number): Promise<Front> {
  let target: { port: number; rewrite: Rewrite } | undefined;
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (target === undefined) {
      outgoing.writeHead(503).end();
      return;
    }
    forward(incoming, outgoing, target.port, target.rewrite);
  };
  const first = createServer(listener);
  await listen(first, port, '127.0.0.1');
  const actual = (first.address() as AddressInfo).port;
  const servers = [first];

  const second = createServer(listener);
  try {
    await listen(second, actual, '::1');
    servers.push(second);
  } catch (error) {
    // A machine without IPv6 has no ::1; a port taken there is a fault like any other.
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      await close(first);
      throw error;
    }
  }
  return {
    url: `http://localhost:${actual}`,
    passTo(to, rewrite) {
      target = { port: to, rewrite };
    },
    async close() {
      await Promise.all(servers.map(close));
    },
  };
}

function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  port: number,
  rewrite: Rewrite,
): void {
  const { method, url = '/', headers } = incoming;
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    const { statusCode = 502, headers: answerHeaders } = answer;
    if (!/^application\/json\b/.test(answerHeaders['content-type'] ?? '')) {
      outgoing.writeHead(statusCode, answerHeaders);
      answer.pipe(outgoing);
      return;
    }
    const sent = readAll(answer).then((text) => {
      const body = JSON.stringify(rewrite(url.split('?', 1)[0] ?? '/', JSON.parse(text)));
      const rest = { ...answerHeaders };
      delete rest['transfer-encoding'];
      outgoing.writeHead(statusCode, { ...rest, 'content-length': Buffer.byteLength(body) });
      outgoing.end(body);
    });
    sent.catch(() => outgoing.destroy());
  });
  onward.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502).end();
  });
  incoming.pipe(onward);
}

async function readAll(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
