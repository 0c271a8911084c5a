import { base64url, generateKeyPair } from 'jose';

import type { Fetch } from '../issuer/fetch-json.ts';
import type { TestIssuer } from './issuer.ts';
import { signCompact } from './sign.ts';
import type { TokenChanges } from './tokens.ts';

/** What can be wrong with a list: with its server, or with the list itself. */
export type StatusListFault =
  | 'down'
  | 'silent'
  | 'error'
  | 'redirect'
  | 'not a list'
  | 'huge'
  | 'bomb'
  | 'foreign key'
  | 'foreign subject';

/** A request for the list. */
export interface StatusListRequest {
  readonly accept: string | null;
  readonly ifNoneMatch: string | null;
  /** The option `redirect` of `fetch`. */
  readonly redirect: string | undefined;
  /** The status of the answer; undefined if there was no answer. */
  status: number | undefined;
}

/** A status list (draft-ietf-oauth-status-list) of a test issuer. */
export interface TestStatusList {
  readonly uri: string;
  /** A `fetch` that answers requests for the list, and all others as the issuer. */
  readonly fetch: Fetch;
  readonly requests: StatusListRequest[];
  /** While set, the list has this fault. */
  fault: StatusListFault | undefined;
  /** Changes to a valid Status List Token, from the next answer on. */
  changes: TokenChanges;
  /** The `status` claim of a token with this index. */
  reference(index: number): { status_list: { idx: number; uri: string } };
  /** Sets the status at an index. Default: 1, which means revoked. */
  set(index: number, status?: number): void;
  /** Sets the status at an index back to valid. */
  clear(index: number): void;
}

/**
 * A list that `issuer` signs with its current key. The ETag changes with the list, so a request with
 * the ETag of an unchanged list gets a 304.
 *
 * @param options `places`: how many statuses the list has; `clock`: milliseconds since the epoch
 */
export function testStatusList(options: {
  readonly issuer: TestIssuer;
  readonly uri?: string;
  readonly bits?: 1 | 2 | 4 | 8;
  readonly places?: number;
  readonly clock?: () => number;
}): TestStatusList {
  const { issuer, bits = 1, places = 1024, clock = Date.now } = options;
  const uri = options.uri ?? `${issuer.issuer}/status/1`;
  const bytes = new Uint8Array(Math.ceil((places * bits) / 8));
  let version = 1;

  async function token(): Promise<string> {
    const now = Math.floor(clock() / 1000);
    const { header, claims } = list.changes;
    const unfolded = list.fault === 'bomb' ? new Uint8Array(64 * 2 ** 20) : bytes;
    const foreign = list.fault === 'foreign key' && (await generateKeyPair('ES256')).privateKey;
    return signCompact(
      { alg: 'ES256', typ: 'statuslist+jwt', kid: issuer.kid, ...header },
      {
        sub: list.fault === 'foreign subject' ? `${uri}0` : uri,
        iat: now,
        exp: now + 86_400,
        ttl: 4,
        status_list: { bits, lst: base64url.encode(await deflate(unfolded)) },
        ...claims,
      },
      foreign || issuer.privateKey,
    );
  }

  async function answer(ifNoneMatch: string | null, signal: unknown): Promise<Response> {
    // A microtask is not enough to show what happens while a fetch is under way.
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    const headers = { 'content-type': 'application/statuslist+jwt' };
    switch (list.fault) {
      case 'down':
        throw new TypeError('fetch failed');
      case 'silent':
        return aborted(signal as AbortSignal);
      case 'error':
        return new Response('', { status: 500 });
      case 'redirect':
        return new Response('', { status: 302, headers: { location: `${uri}/elsewhere` } });
      case 'not a list':
        return new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } });
      case 'huge':
        return new Response(endless(), { headers });
      default: {
        const etag = `"${version}-${issuer.kid}"`;
        if (ifNoneMatch === etag) return new Response(null, { status: 304, headers: { etag } });
        return new Response(await token(), { headers: { ...headers, etag } });
      }
    }
  }

  const list: TestStatusList = {
    uri,
    requests: [],
    fault: undefined,
    changes: {},
    async fetch(url, init) {
      if (url !== uri) return issuer.fetch(url, init);
      const sent = new Headers(init.headers);
      const request: StatusListRequest = {
        accept: sent.get('accept'),
        ifNoneMatch: sent.get('if-none-match'),
        redirect: init.redirect,
        status: undefined,
      };
      list.requests.push(request);
      const response = await answer(request.ifNoneMatch, init.signal);
      request.status = response.status;
      return response;
    },
    reference: (idx) => ({ status_list: { idx, uri } }),
    set(index, status = 1) {
      const position = index * bits;
      const byte = Math.floor(position / 8);
      const mask = (2 ** bits - 1) << (position % 8);
      bytes[byte] = ((bytes[byte] ?? 0) & ~mask) | ((status << (position % 8)) & mask);
      version += 1;
    },
    clear: (index) => list.set(index, 0),
  };
  return list;
}

/** Compresses with ZLIB (RFC 1950), as lists are. */
async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

function endless(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) });
}
