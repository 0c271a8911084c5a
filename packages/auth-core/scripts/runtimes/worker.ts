import assert from 'node:assert/strict';

import { createTestIssuer } from '../../src/testing/index.ts';
import { serveInWorkerd } from './workerd.ts';

const audience = 'https://mcp.example.com/mcp';

/** Serves `worker.mjs` of a consumer's folder in workerd, and asks it with good tokens and bad ones. */
export async function tryWorker(folder: string, workerd: string): Promise<string> {
  const issuer = await createTestIssuer({ audience });
  const bindings = { JWKS: issuer.documents.get(`${issuer.issuer}/jwks`) };
  const worker = await serveInWorkerd(workerd, { folder, entry: 'worker', bindings });
  try {
    const { origin } = worker;
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
    worker.stop();
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
