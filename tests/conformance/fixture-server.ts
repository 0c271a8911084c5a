import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createTestIssuer } from '@gatehouse/auth-core/testing';
import { freePort } from '../harness/ports.ts';
import { Service } from '../harness/service.ts';
import { answers } from '../harness/stack.ts';
import { type BearerProxy, startBearerProxy } from './bearer-proxy.ts';

/** The MCP server with the suite's fixtures. */
const MAIN = fileURLToPath(new URL('../../apps/mcp/tests/conformance/main.ts', import.meta.url));

export interface FixtureServer {
  /** the MCP endpoint, behind a proxy that adds the token */
  readonly url: string;
  /** the MCP endpoint itself */
  readonly protectedUrl: string;
  stop(): Promise<void>;
}

/** Starts the server of `apps/mcp` with the suite's fixtures, an issuer for it, and the proxy. */
export async function startFixtureServer(): Promise<FixtureServer> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const audience = `${origin}/mcp`;
  const issuer = await createTestIssuer({ audience });
  const server = new Service({
    name: 'apps/mcp with fixtures',
    args: [MAIN],
    cwd: tmpdir(),
    env: {
      PORT: String(port),
      AUTH_AUDIENCE: audience,
      AUTH_ISSUER: await issuer.listen(await freePort()),
      LOG_LEVEL: 'warn',
    },
    isReady: () => answers(`${origin}/healthz`),
    startWithin: 120_000,
  });
  let proxy: BearerProxy | undefined;
  const stop = async () => {
    await proxy?.close();
    await server.stop();
    await issuer.close();
  };
  try {
    await server.start();
    proxy = await startBearerProxy(origin, () => issuer.withScope('mcp:read mcp:write'));
    return { url: `${proxy.origin}/mcp`, protectedUrl: audience, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
