/**
 * A loopback server in front of an emulator. It passes everything on, may change JSON answers, and
 * fails where it was told to.
 *
 * `emulate` has no option for the `sub` of a Google user, nor for a GitHub address that is not verified
 * or a second one. They stand in its answers, so they are corrected here. It does not answer at all about
 * the teams of whoever is signed in: such a path is answered here, from what it says at others. Its pages
 * look like the provider's and offer users of its own; people see others here (`pages/`).
 */
import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Faults } from './faults.ts';
import { type Answer, answerByItself, answerInstead, type Asked } from './pages/pages.ts';
import type { LibraryForm } from './pages/library-page.ts';
import type { Stage } from './pages/stage.ts';
import { requestedUrl } from './requested-url.ts';

/**
 * Gets a JSON answer and returns what is sent instead, which may be the same value. `path` has no query
 * string.
 */
export type Rewrite = (path: string, body: unknown) => unknown;

/**
 * Makes an answer of what the emulator says at other paths to whoever asks.
 *
 * @param ask throws the answer where it is no 200, and that is sent
 */
export type Supplement = (ask: (path: string) => Promise<unknown>) => Promise<unknown>;

/** What differs from the emulator's own answers. */
export interface Corrections {
  readonly rewrite: Rewrite;
  /** by path, those that it does not have */
  readonly supplements?: Readonly<Record<string, Supplement>>;
  /** whom one may be, on pages in place of its own */
  readonly stage: Stage;
}

export interface Front {
  /** `http://localhost:<port>` */
  readonly url: string;
  /** From now on, requests are passed to this port of 127.0.0.1. Before, they are answered with 503. */
  passTo(port: number, corrections: Corrections): void;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1, and on ::1 where the machine has it, because `localhost` may mean either.
 *
 * @param port - 0 takes any free port
 */
export async function openFront(port: number): Promise<Front> {
  let target: ({ port: number } & Corrections) | undefined;
  const faults = new Faults();
  const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (faults.answer(incoming, outgoing)) return;
    if (target === undefined) {
      outgoing.writeHead(503).end();
      return;
    }
    const own = answerByItself(target.stage, askedBy(incoming));
    const supplement = target.supplements?.[pathOf(incoming)];
    if (own !== undefined) send(own, incoming, outgoing);
    else if (supplement === undefined) forward(incoming, outgoing, target);
    else supply(incoming, outgoing, target.port, supplement).catch(() => outgoing.destroy());
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
    // On a machine without IPv6 there is no ::1, and that is no fault; a port that is taken is one.
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      await close(first);
      throw error;
    }
  }
  return {
    url: `http://localhost:${actual}`,
    passTo(to, corrections) {
      target = { port: to, ...corrections };
    },
    async close() {
      await Promise.all(servers.map(close));
    },
  };
}

function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: { readonly port: number } & Corrections,
): void {
  const { method, url = '/', headers } = incoming;
  const { port } = target;
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    const { statusCode = 502, headers: answerHeaders } = answer;
    const type = answerHeaders['content-type'] ?? '';
    if (!/^(?:application\/json|text\/html)\b/.test(type)) {
      outgoing.writeHead(statusCode, answerHeaders);
      answer.pipe(outgoing);
      return;
    }
    const sent = readAll(answer).then((text) => {
      const isPage = type.startsWith('text/html');
      const answered = { status: statusCode, isPage, body: text };
      const instead = answerInstead(target.stage, askedBy(incoming), answered);
      if (instead !== undefined && 'submit' in instead)
        return submit(instead.submit, outgoing, port);
      if (instead !== undefined) return send(instead, incoming, outgoing);
      const body = isPage
        ? text
        : JSON.stringify(target.rewrite(pathOf(incoming), JSON.parse(text)));
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

/** Posts a form of the emulator as a browser would, and passes on where it leads. */
async function submit(
  { action, fields }: LibraryForm,
  outgoing: ServerResponse,
  port: number,
): Promise<void> {
  const answer = await fetch(new URL(action, `http://127.0.0.1:${port}`), {
    method: 'POST',
    body: new URLSearchParams(fields.map(([name, value]) => [name, value])),
    redirect: 'manual',
  });
  await answer.body?.cancel();
  const [location, cookies] = [answer.headers.get('location'), answer.headers.getSetCookie()];
  if (location === null) throw new Error('the emulator led nowhere');
  outgoing.writeHead(302, { location, ...(cookies.length > 0 && { 'set-cookie': cookies }) }).end();
}

function send(
  { status, headers, body }: Answer,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  incoming.resume();
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

function askedBy(incoming: IncomingMessage): Asked {
  return {
    url: requestedUrl(incoming),
    method: incoming.method ?? 'GET',
    takesPages: incoming.headers.accept?.includes('text/html') === true,
  };
}

async function supply(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  port: number,
  supplement: Supplement,
): Promise<void> {
  incoming.resume();
  const { authorization = '' } = incoming.headers;
  const ask = async (path: string): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { authorization } });
    if (answer.status !== 200) throw new Refused(answer.status, await answer.text());
    return answer.json();
  };
  const { status, body } = await supplement(ask).then(
    (made) => ({ status: 200, body: JSON.stringify(made) }),
    (error: unknown) => {
      if (error instanceof Refused) return error;
      throw error;
    },
  );
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

/** What the emulator answered where it was asked for something. */
class Refused extends Error {
  readonly status: number;
  readonly body: string;

  constructor(status: number, body: string) {
    super(`the emulator answered with status ${status}`);
    this.status = status;
    this.body = body;
  }
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
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
