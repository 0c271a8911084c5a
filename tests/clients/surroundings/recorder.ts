import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http';

/** One request to an endpoint where clients are told apart. */
export interface Recorded {
  readonly path: string;
  /** of the query at `/auth`, of the body elsewhere */
  readonly sent: Readonly<Record<string, unknown>>;
  /** how a confidential client proved itself, where it did so by the header (RFC 6749 §2.3.1) */
  readonly hasAuthorizationHeader: boolean;
  readonly status: number;
  /** the answer's JSON; empty where it has none */
  readonly answer: Readonly<Record<string, unknown>>;
}

const WATCHED = new Set(['/reg', '/auth', '/token', '/token/revocation']);

/** A reverse proxy on the address that everybody knows, which notes what clients ask. */
export class Recorder {
  /** oldest first */
  readonly all: Recorded[] = [];
  readonly #target: number;
  readonly #server: Server;
  // A connection for each request: a kept one may be closed at the moment that it is used again.
  readonly #agent = new Agent({ keepAlive: false });

  /** @param target port of the authorization server, on loopback */
  constructor(target: number) {
    this.#target = target;
    this.#server = createServer((incoming, outgoing) => {
      void this.#forward(incoming).then(
        ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
        () => outgoing.writeHead(502).end(),
      );
    });
  }

  async listen(port: number): Promise<void> {
    // A person takes time, and a client must not find a kept connection closed meanwhile.
    this.#server.keepAliveTimeout = 120_000;
    this.#server.listen(port, 'localhost');
    await once(this.#server, 'listening');
  }

  /** Requests to `path`, oldest first, from the one numbered `since` on. */
  to(path: string, since = 0): Recorded[] {
    return this.all.slice(since).filter((one) => one.path === path);
  }

  /** Refresh requests (RFC 6749 §6). */
  refreshes(since = 0): Recorded[] {
    return this.to('/token', since).filter(({ sent }) => sent['grant_type'] === 'refresh_token');
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #forward(incoming: IncomingMessage) {
    const body = await readAll(incoming);
    const { method, headers, url = '/' } = incoming;
    const asked = request({
      agent: this.#agent,
      hostname: 'localhost',
      port: this.#target,
      path: url,
      method,
      // `Host` included, which has to be the name that everybody knows.
      headers,
    });
    asked.end(body);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const received = await readAll(answer);
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const status = answer.statusCode ?? 502;
    if (WATCHED.has(pathname)) {
      this.all.push({
        path: pathname,
        sent: pathname === '/auth' ? Object.fromEntries(searchParams) : membersOf(body),
        hasAuthorizationHeader: headers.authorization !== undefined,
        status,
        answer: membersOf(received),
      });
    }
    return { status, headers: endToEnd(answer.rawHeaders), body: received };
  }
}

/** Without the headers that are for one connection (RFC 9110 §7.6.1). */
function endToEnd(raw: readonly string[]): string[] {
  const hop = new Set(['connection', 'keep-alive', 'transfer-encoding']);
  return raw.filter((_text, index) => {
    const name = raw[index - (index % 2)] ?? '';
    return !hop.has(name.toLowerCase());
  });
}

/** What stands in a body of JSON or of a form. */
function membersOf(body: Buffer): Record<string, unknown> {
  const text = body.toString();
  if (text.startsWith('{')) return JSON.parse(text) as Record<string, unknown>;
  return text.startsWith('<') ? {} : Object.fromEntries(new URLSearchParams(text));
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
