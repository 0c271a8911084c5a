import type { Fetch } from '../issuer/fetch-json.ts';

/** A request as it would have been sent. */
export interface SentRequest {
  readonly url: string;
  readonly method: string | undefined;
  readonly headers: Headers;
  readonly body: string;
  readonly redirect: string | undefined;
}

/** A server of which only the answers exist: no test reaches a network. */
export interface FakeServer {
  readonly fetch: Fetch;
  readonly sent: SentRequest[];
}

/** @param answer a `Response`, or a value that becomes one in JSON; what it throws is no answer */
export function fakeServer(answer: (sent: SentRequest) => unknown): FakeServer {
  const sent: SentRequest[] = [];
  return {
    sent,
    async fetch(url, { method, headers, body, redirect }) {
      const request = {
        url,
        method,
        headers: new Headers(headers),
        body: typeof body === 'string' ? body : '',
        redirect,
      };
      sent.push(request);
      // A microtask is not enough to show what happens while a question is under way.
      await new Promise((resolve) => setImmediate(resolve));
      const value = await answer(request);
      return value instanceof Response ? value : Response.json(value);
    },
  };
}

/** Never answers, until the time that was given for it is over. */
export const neverResponds: Fetch = (_url, { signal }) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new TypeError('aborted')));
  });

/** Bodies that no verifier may accept or be broken by; the other side answers 200 with each. */
export const oddBodies: readonly (readonly [string, () => Response])[] = [
  ['a page', () => new Response('<!doctype html><p>Sign in</p>')],
  ['nothing', () => new Response('')],
  ['half a document', () => new Response('{"active":true')],
  ['null', () => Response.json(null)],
  ['true', () => Response.json(true)],
  ['a number', () => Response.json(1)],
  ['an array', () => Response.json([{ active: true }])],
  ['a megabyte', () => new Response(`{"active":true,"x":"${'x'.repeat(1_000_000)}"}`)],
];

/** Statuses by which nothing is said about the token. */
export const oddStatuses = [204, 302, 307, 418, 429, 500, 502, 503] as const;

/** A response of a status that sends whoever follows it elsewhere. */
export function withStatus(status: number): Response {
  return new Response(null, { status, headers: { location: 'https://evil.example.com/' } });
}
