import type { Fetch } from '../issuer/fetch-json.ts';

/** A request as it would have been sent. */
export interface SentRequest {
  readonly url: string;
  readonly method: string | undefined;
  readonly headers: Headers;
  readonly body: string;
  readonly redirect: string | undefined;
}

/** A `fetch` with prepared answers, so that no test needs a network, and the requests it got. */
export interface FakeServer {
  readonly fetch: Fetch;
  readonly sent: SentRequest[];
}

/** @param answer returns a `Response` or a value for JSON; if it throws, there is no answer */
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
      // More than a microtask, so that tests can see what happens while a request is running.
      await new Promise((resolve) => setImmediate(resolve));
      const value = await answer(request);
      return value instanceof Response ? value : Response.json(value);
    },
  };
}

/** Never answers; the request ends by its timeout. */
export const neverResponds: Fetch = (_url, { signal }) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new TypeError('aborted')));
  });

/** Bodies, with the status 200, that no verifier may accept and that must not make it crash. */
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

/** Statuses that say nothing about the token. */
export const oddStatuses = [204, 302, 307, 418, 429, 500, 502, 503] as const;

/** A response with a status, and with a redirect that must not be followed. */
export function withStatus(status: number): Response {
  return new Response(null, { status, headers: { location: 'https://evil.example.com/' } });
}
