import { once } from 'node:events';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP } from 'node:net';
import { type OutboundCode, OutboundError } from './outbound-error.ts';

/** What came back. Only a body of status 200 is read; of any other answer it is empty. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Where a socket goes. The host is an address. */
export interface Destination {
  readonly host: string;
  readonly port: number;
}

export interface ExchangeOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly maxBytes: number;
  /** certificate authorities in the place of Node's */
  readonly ca: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

/**
 * One GET over one connection to an address that was judged. The name of the host goes into the
 * handshake, the check of the certificate and the `Host` field, and is resolved by nobody any more.
 *
 * @throws OutboundError
 */
export async function exchange(
  url: URL,
  destination: Destination,
  { headers, maxBytes, ca, signal }: ExchangeOptions,
): Promise<Received> {
  let failing: OutboundCode = 'connection_failed';
  const isPlain = url.protocol === 'http:';
  const outgoing = (isPlain ? plainRequest : tlsRequest)({
    ...destination,
    // An agent of its own: no connection that another request left, and no proxy of the environment.
    agent: false,
    servername: isIP(unbracketed(url.hostname)) === 0 ? url.hostname : '',
    // Said although they are the defaults, since Node's environment can change those for a process.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    insecureHTTPParser: false,
    ...(ca !== undefined && { ca: [...ca] }),
    path: `${url.pathname}${url.search}`,
    headers: {
      accept: 'application/json',
      'user-agent': 'Gatehouse',
      ...headers,
      // No coding is undone here, so nothing unfolds.
      'accept-encoding': 'identity',
      host: url.host,
    },
    maxHeaderSize: 8 * 1024,
    signal,
  });
  // What fails after this function has answered is nobody's business.
  outgoing.on('error', () => undefined);
  outgoing.once('socket', (socket) => {
    socket.once('connect', () => (failing = isPlain ? 'answer_malformed' : 'tls_failed'));
    socket.once('secureConnect', () => (failing = 'answer_malformed'));
  });
  try {
    outgoing.end();
    // A connection that changes its protocol (RFC 9110 §15.2.2) is closed with no error.
    const closed = once(outgoing, 'close', { signal }).then(() => {
      throw new Error('closed');
    });
    const answered = once(outgoing, 'response', { signal }) as Promise<[IncomingMessage]>;
    const [response] = await Promise.race([answered, closed]);
    return await received(response, maxBytes);
  } catch (error) {
    if (error instanceof OutboundError) throw error;
    throw new OutboundError(signal.aborted ? 'timed_out' : failing, error);
  } finally {
    outgoing.destroy();
  }
}

async function received(response: IncomingMessage, maxBytes: number): Promise<Received> {
  response.on('error', () => undefined);
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(response.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const { statusCode: status = 0 } = response;
  if (status !== 200) return { status, headers, body: Buffer.alloc(0) };
  const coding = headers.get('content-encoding') ?? 'identity';
  if (coding.toLowerCase() !== 'identity') throw new OutboundError('content_coding');
  if (Number(headers.get('content-length')) > maxBytes) throw new OutboundError('too_large');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new OutboundError('too_large');
    chunks.push(chunk);
  }
  return { status, headers, body: Buffer.concat(chunks) };
}

/** A host as sockets have it: an IPv6 address without its brackets. */
export function unbracketed(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
