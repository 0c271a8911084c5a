/**
 * The documents that are the same for everybody (metadata, keys), answered as they were rendered last.
 *
 * ```
 * GET of exactly such a path, with exactly our Host
 *   │
 *   ├─ rendered less than a second ago, for this provider ──▶ the same answer again
 *   └─ otherwise ──▶ the application, as every request; its answer is remembered
 * ```
 *
 * What is remembered is what the application has sent, so there is nothing here that could be said
 * differently. Whatever is unusual about a request (another method, a query, another host) takes the
 * long way and its rules. A new signing key makes another provider, for which nothing is remembered
 * yet; a resource that a command adds is seen within the second, where caches are told five minutes.
 *
 * @module
 */
import { randomUUID } from 'node:crypto';
import type {
  IncomingMessage,
  OutgoingHttpHeaders,
  RequestListener,
  ServerResponse,
} from 'node:http';
import type { Provider } from 'oidc-provider';
import type { Logger } from '../events/logger.ts';
import { allEndpoints } from '../protocol/endpoints.ts';
import { REQUEST_ID } from '../protocol/request-id.ts';
import { callerId, logAnswer } from './request/request-log.ts';
import { traceIdOf } from './request/trace-id.ts';

/** How old an answer may be (milliseconds), counted from when it was asked for. */
const FRESH = 1_000;

const ORIGIN = 'access-control-allow-origin';

const OF_ONE_ANSWER = new Set(['connection', REQUEST_ID.toLowerCase()]);

const PATHS: ReadonlySet<string | undefined> = new Set(
  allEndpoints.filter(({ caching }) => caching === 'minutes').map(({ path }) => path),
);

export interface PublishedOptions {
  readonly publicUrl: URL;
  readonly logger: Logger;
  /** the provider of the moment: a key rotation swaps it */
  readonly provider: () => Provider;
}

interface Rendered {
  /** when it was asked for */
  readonly at: number;
  /** in the order in which they were sent; the one without a value is the origin that may read it */
  readonly head: readonly (readonly [name: string, value: string | undefined])[];
  readonly body: Buffer;
}

/** The application with a short way for what is published. */
export function published(
  { publicUrl, logger, provider }: PublishedOptions,
  app: RequestListener,
): RequestListener {
  const known = new WeakMap<Provider, Map<string, Rendered>>();
  return (req, res) => {
    if (!isPlain(req, publicUrl)) return app(req, res);
    const { url: path = '' } = req;
    const { origin } = req.headers;
    const current = provider();
    let its = known.get(current);
    if (its === undefined) known.set(current, (its = new Map<string, Rendered>()));
    const now = performance.now();
    // What the library sends to a page may be more than it sends to a program.
    const name = origin ? `${path} to a page` : path;
    const rendered = its.get(name);
    if (rendered === undefined || now - rendered.at >= FRESH) {
      whenSent(res, origin || '*', (sent) => its.set(name, { at: now, ...sent }));
      return app(req, res);
    }
    const id = randomUUID();
    if (logger.isLevelEnabled('debug')) {
      const about = { id, method: 'GET', path, trace_id: traceIdOf(req), ...callerId(req) };
      logAnswer(logger, res, () => about);
    }
    const head = rendered.head.flatMap(([header, value]) => [header, value ?? (origin || '*')]);
    head.unshift(REQUEST_ID, id);
    res.writeHead(200, head).end(rendered.body);
    return undefined;
  };
}

/** Whether nothing about a request could matter but its path and its origin. */
function isPlain(req: IncomingMessage, publicUrl: URL): boolean {
  if (req.method !== 'GET' || !PATHS.has(req.url)) return false;
  const { rawHeaders } = req;
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === 'host') hosts += 1;
  }
  return hosts === 1 && req.headers.host === publicUrl.host;
}

/** Tells what the application has answered, if it is an answer that may be given again. */
function whenSent(
  res: ServerResponse,
  origin: string,
  then: (sent: Pick<Rendered, 'head' | 'body'>) => void,
): void {
  const end = res.end.bind(res) as (...given: unknown[]) => ServerResponse;
  const listening = (body?: unknown, ...rest: unknown[]) => {
    const headers = res.getHeaders();
    const isWhole = !res.headersSent && (typeof body === 'string' || Buffer.isBuffer(body));
    const isForAll = headers[ORIGIN] === origin && headers['set-cookie'] === undefined;
    if (res.statusCode === 200 && isWhole && isForAll) {
      then({ head: headOf(headers), body: Buffer.from(body) });
    }
    return end(body, ...rest);
  };
  // The overloads of `end` differ in what may be left out, and everything given is passed on.
  res.end = listening as ServerResponse['end'];
}

/** Headers to send again: all but those of one answer; the allowed origin is filled in anew. */
function headOf(headers: OutgoingHttpHeaders): Rendered['head'] {
  return Object.entries(headers)
    .filter(([name]) => !OF_ONE_ANSWER.has(name))
    .map(([name, value = '']) => [
      name.replace(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase()),
      name === ORIGIN ? undefined : String(value),
    ]);
}
