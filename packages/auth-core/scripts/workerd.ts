import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { build } from 'tsdown';

import { createTestIssuer } from '../src/testing/index.ts';

const audience = 'https://mcp.example.com/mcp';

/** Serves `worker.mjs` of a consumer's folder in workerd, on loopback, and asks it. */
export async function tryWorkerd(folder: string, workerd: string): Promise<string> {
  const issuer = await createTestIssuer({ audience });
  await build({
    config: false,
    cwd: folder,
    entry: { worker: 'worker.mjs' },
    outDir: join(folder, 'worker'),
    platform: 'neutral',
    fixedExtension: false,
    dts: false,
    logLevel: 'silent',
    deps: { alwaysBundle: [/./] },
  });
  const jwks = issuer.documents.get(`${issuer.issuer}/jwks`);
  const file = join(folder, 'worker', 'config.capnp');
  writeFileSync(file, configuration(JSON.stringify(jwks)));
  const child = spawn(workerd, ['serve', file, '--control-fd=3'], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  try {
    const origin = `http://127.0.0.1:${await listeningPort(child)}`;
    const good = await issuer.token();
    const statuses = {
      good: await statusOf(origin, good),
      forged: await statusOf(origin, `${good.slice(0, good.lastIndexOf('.'))}.${'A'.repeat(86)}`),
      expired: await statusOf(origin, await issuer.token({ claims: { iat: 1, exp: 2 } })),
      missing: await statusOf(origin),
    };
    assert.deepEqual(statuses, { good: 200, forged: 401, expired: 401, missing: 401 });
    const metadata = await fetch(`${origin}/.well-known/oauth-protected-resource/mcp`);
    assert.equal(((await metadata.json()) as { resource: string }).resource, audience);
    assert.equal((await fetch(`${origin}/mcp`, { method: 'OPTIONS' })).status, 204);
    return `workerd: ${JSON.stringify(statuses)}, metadata and preflight as everywhere`;
  } finally {
    child.kill();
  }
}

async function statusOf(origin: string, token?: string): Promise<number> {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(`${origin}/mcp`, { headers });
  const body = (await response.json()) as unknown;
  if (response.status === 200) assert.deepEqual(body, { subject: 'user-1', keys: 1 });
  else assert.match(response.headers.get('www-authenticate') ?? '', /scope="mcp:read"$/);
  return response.status;
}

/** workerd says on the control descriptor which port it was given. */
async function listeningPort(child: ChildProcess): Promise<number> {
  const lines = createInterface({ input: child.stdio[3] as Readable });
  for await (const line of lines) {
    const { event, port } = JSON.parse(line) as { event: string; port?: number };
    if (event === 'listen' && port !== undefined) return port;
  }
  throw new Error('workerd ended before it listened');
}

function configuration(jwks: string): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  bindings = [(name = "JWKS", json = ${JSON.stringify(jwks)})],
  compatibilityDate = "2026-11-01",
);
`;
}
