/**
 * What a provider answers on a bad day. Whoever may sign in as anybody may do this, too: a test tells an
 * emulator over HTTP, which may run in another process.
 *
 * @module
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestedUrl } from './requested-url.ts';

/** An answer that the next request to a path gets in place of the emulator's, once. */
export interface Fault {
  /** without query string */
  readonly path: string;
  /** sends the browser back to its redirect URI with this error (RFC 6749 §4.1.2.1) */
  readonly error?: string;
  /** 200 unless told */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** sent as JSON, text as a page */
  readonly body?: unknown;
}

/** Where an emulator is told. */
const PATH = '/__faults';

/**
 * Makes the next requests to an emulator fail.
 *
 * @param url origin of the emulator
 * @throws Error where nothing of the kind listens there
 */
export async function failNext(url: string, ...faults: readonly Fault[]): Promise<void> {
  const response = await fetch(new URL(PATH, url), {
    method: 'POST',
    body: JSON.stringify(faults),
  });
  if (response.status !== 204) throw new Error(`no emulator answers at ${url}`);
}

/** The faults that an emulator was told. */
export class Faults {
  readonly #waiting: Fault[] = [];

  /** Answers where a fault waits for the request, or where it tells of one. */
  answer(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
    const url = requestedUrl(incoming);
    // A web page that is open in the same browser is no test.
    const isTold = incoming.method === 'POST' && incoming.headers.origin === undefined;
    if (isTold && url.pathname === PATH) {
      this.#listen(incoming, outgoing).catch(() => outgoing.destroy());
      return true;
    }
    const index = this.#waiting.findIndex(({ path }) => path === url.pathname);
    const [fault] = index === -1 ? [] : this.#waiting.splice(index, 1);
    if (fault === undefined) return false;
    incoming.resume();
    send(fault, url, outgoing);
    return true;
  }

  async #listen(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    this.#waiting.push(...(JSON.parse(Buffer.concat(chunks).toString()) as Fault[]));
    outgoing.writeHead(204).end();
  }
}

function send(fault: Fault, url: URL, outgoing: ServerResponse): void {
  const { error, status = 200, headers, body = {} } = fault;
  const redirectUri = url.searchParams.get('redirect_uri');
  if (error !== undefined && redirectUri !== null) {
    const location = new URL(redirectUri);
    location.searchParams.set('error', error);
    location.searchParams.set('state', url.searchParams.get('state') ?? '');
    outgoing.writeHead(302, { location: location.href }).end();
    return;
  }
  const isText = typeof body === 'string';
  outgoing
    .writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers })
    .end(isText ? body : JSON.stringify(body));
}
