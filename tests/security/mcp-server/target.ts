/** The built MCP server in a process of its own, and an issuer that counts who asks it. */
import { fileURLToPath } from 'node:url';
import { createTestIssuer, type TestIssuer } from '@gatehouse/auth-core/testing';
import { freePort } from '../../harness/ports.ts';
import { Service } from '../../harness/service.ts';
import {
  ask,
  type Headers,
  type HttpAnswer,
  type Sending,
} from '../resource-server/runner/answer.ts';
import { counted, sayRefusal } from '../resource-server/runner/words.ts';

const MAIN = fileURLToPath(new URL('../../../apps/mcp/dist/main.js', import.meta.url));

export interface McpTarget {
  readonly url: string;
  readonly origin: string;
  readonly issuer: TestIssuer;
  readonly log: () => string;
  /** The headers of somebody with these scopes. */
  readonly bearer: (scope: string, claims?: object) => Promise<Record<string, string>>;
  readonly send: (sending: Sending, path?: string) => Promise<HttpAnswer>;
  /** A JSON-RPC message, or whatever text. @returns what came of it, in words */
  readonly post: (body: unknown, headers?: Headers) => Promise<string>;
  stop(): Promise<void>;
}

export async function startMcp(): Promise<McpTarget> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const url = `${origin}/mcp`;
  const issuer = await createTestIssuer({ audience: url });
  const address = await issuer.listen();
  const service = new Service({
    name: 'apps/mcp',
    args: [MAIN],
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: {
      PORT: String(port),
      OPERATIONS_PORT: String(await freePort()),
      AUTH_ISSUER: address,
      AUTH_AUDIENCE: url,
      LOG_LEVEL: 'debug',
    },
    isReady: async () => (await fetch(`${origin}/healthz`).catch(() => undefined))?.ok ?? false,
    startWithin: 120_000,
  });
  await service.start();

  const send = (sending: Sending, path = '/mcp') => ask(`${origin}${path}`, sending);
  const target: McpTarget = {
    url,
    origin,
    issuer,
    log: () => service.output,
    async bearer(scope, claims = {}) {
      const token = await issuer.token({ claims: { scope, ...claims } });
      return { authorization: `Bearer ${token}` };
    },
    send,
    async post(body, headers = {}) {
      const before = issuer.requests.length;
      const answer = await send({
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return `${sayRefusal(answer, 'POST')}, ${counted(issuer.requests.length - before)}`;
    },
    async stop() {
      await service.stop();
      await issuer.close();
    },
  };
  // Keys at hand, so that rows count what they themselves cause.
  const warm = await target.post(toolCall('whoami'), await target.bearer(''));
  if (!warm.startsWith('200')) throw new Error(`a good call was answered ${warm}`);
  return target;
}

/** `tools/call` as clients of 2025 send it. */
export function toolCall(name: unknown, data = 'x', id: unknown = 1): Record<string, unknown> {
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: { data } } };
}
