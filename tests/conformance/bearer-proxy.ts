import { createServer, request } from 'node:http';
import { freePort } from '../harness/ports.ts';

/** Where the proxy listens. */
export interface BearerProxy {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Passes everything on as it is, `Host` and `Origin` too, but for an access token that it adds: the
 * suite for MCP servers knows nothing of authorization.
 *
 * @param target origin on loopback
 */
export async function startBearerProxy(
  target: string,
  accessToken: () => Promise<string>,
): Promise<BearerProxy> {
  const { hostname, port } = new URL(target);
  const proxy = createServer((incoming, outgoing) => {
    void accessToken().then((token) => {
      const { method, url: path, headers } = incoming;
      const onward = request({
        hostname,
        port,
        method,
        path,
        headers: { ...headers, authorization: `Bearer ${token}` },
      });
      onward.once('response', (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      });
      onward.once('error', () => outgoing.destroy());
      outgoing.once('close', () => onward.destroy());
      incoming.pipe(onward);
    });
  });
  const own = await freePort();
  await new Promise<void>((resolve, reject) => {
    proxy.once('error', reject);
    proxy.listen(own, '127.0.0.1', resolve);
  });
  return {
    origin: `http://localhost:${own}`,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        proxy.closeAllConnections();
      }),
  };
}
