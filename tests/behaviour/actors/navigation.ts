import { type ClientRequestArgs, request } from 'node:http';

/** Fetch Metadata §2: what a browser says of a whole window that goes somewhere. */
export const NAVIGATION = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' } as const;

interface Sent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** sent as a form, unless the headers say otherwise */
  readonly body?: URLSearchParams | string;
}

/**
 * A request with exactly these headers, redirects not followed. `fetch` would say `Sec-Fetch-Mode:
 * cors` whatever it is told.
 */
export function sendExactly(url: URL, { method, headers, body }: Sent): Promise<Response> {
  const content = body?.toString();
  const options: ClientRequestArgs = {
    method,
    // A connection that a server which restarts has closed would be found out too late.
    agent: false,
    headers: {
      ...(content !== undefined && {
        'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
        'content-length': String(Buffer.byteLength(content)),
      }),
      ...headers,
    },
  };
  return new Promise((resolve, reject) => {
    request(url, options, (incoming) => {
      incoming.toArray().then((chunks: Buffer[]) => {
        const answered = new Headers();
        for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
          answered.append(incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? '');
        }
        const { statusCode: status = 0 } = incoming;
        const empty = status === 204 || status === 304;
        resolve(new Response(empty ? null : Buffer.concat(chunks), { status, headers: answered }));
      }, reject);
    })
      .on('error', reject)
      .end(content);
  });
}
