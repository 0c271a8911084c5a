import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createTestIssuer, type TestIssuer, testStatusList } from '../../src/testing/index.ts';

const audience = 'https://mcp.example.com/mcp';

/** A server that verifiers ask, on loopback, whose next answers can be slow or failures. */
export interface SlowServer {
  readonly issuer: TestIssuer;
  /** A token that is in its status list. */
  listedToken(): Promise<string>;
  /** How often each path was asked for. */
  readonly asked: Map<string, number>;
  /** Milliseconds that the next request for a path waits for its answer. */
  readonly delays: Map<string, number>;
  /** Answers 503 to everything. */
  isDown: boolean;
  close(): void;
}

export async function startSlowServer(): Promise<SlowServer> {
  const asked = new Map<string, number>();
  const delays = new Map<string, number>();
  const server = createServer((req, res) => {
    const path = req.url ?? '';
    asked.set(path, (asked.get(path) ?? 0) + 1);
    const delay = delays.get(path) ?? 0;
    delays.delete(path);
    const answer = async () => {
      const { status, headers, text } = await answerTo(path);
      res.writeHead(status, headers).end(text);
    };
    setTimeout(() => void answer(), delay);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = await createTestIssuer({ issuer: origin, audience });
  const list = testStatusList({ issuer });
  issuer.documents.set(`${origin}/.well-known/oauth-authorization-server`, {
    issuer: origin,
    jwks_uri: `${origin}/jwks`,
    introspection_endpoint: `${origin}/introspect`,
  });
  const verdicts: Record<string, object> = {
    '/introspect': { active: true, sub: 'user-1', client_id: 'client-1', aud: audience },
    '/applications/client-1/token': {
      app: { client_id: 'client-1' },
      user: { id: 1, login: 'ada' },
      scopes: [],
      expires_at: null,
    },
    '/tokeninfo': {
      aud: 'client-1',
      azp: 'client-1',
      sub: 'user-1',
      scope: 'openid',
      exp: `${Math.floor(Date.now() / 1000) + 3600}`,
    },
  };

  async function answerTo(path: string) {
    if (slow.isDown) return { status: 503, headers: {}, text: '' };
    const verdict = verdicts[path];
    const response =
      verdict === undefined ? await list.fetch(`${origin}${path}`, {}) : Response.json(verdict);
    const headers = Object.fromEntries(response.headers);
    return { status: response.status, headers, text: await response.text() };
  }

  const slow: SlowServer = {
    issuer,
    listedToken: () => issuer.token({ claims: { status: list.reference(3) } }),
    asked,
    delays,
    isDown: false,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return slow;
}
