import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:https';
import { selfSigned } from './self-signed.ts';

/** Answers for a host that is not the server's own. */
export type Site = (path: string) => {
  readonly html?: string;
  readonly location?: string;
  readonly setCookies?: readonly string[];
};

/** What ends TLS in front of a server, and serves other hosts of the same domain beside it. */
export interface HttpsFront {
  close(): void;
}

/**
 * Listens for https on loopback: requests for `host` go on to the server at `target` as a reverse proxy
 * sends them, those for any other name are answered by `site`.
 */
export async function startHttpsFront(
  port: number,
  { host, target, site }: { readonly host: string; readonly target: string; readonly site: Site },
): Promise<HttpsFront> {
  const server = createServer(selfSigned(host), (incoming, outgoing) => {
    if (incoming.headers.host !== host) {
      const { html = '', location, setCookies = [] } = site(incoming.url ?? '/');
      outgoing.setHeader('Set-Cookie', setCookies);
      if (location !== undefined) outgoing.setHeader('Location', location);
      outgoing.writeHead(location === undefined ? 200 : 303, { 'content-type': 'text/html' });
      outgoing.end(html);
      return;
    }
    const { method, headers } = incoming;
    const url = new URL(incoming.url ?? '/', target);
    const onward = request(url, { method, headers: { ...headers, 'x-forwarded-proto': 'https' } });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { close: () => server.close().closeAllConnections() };
}
