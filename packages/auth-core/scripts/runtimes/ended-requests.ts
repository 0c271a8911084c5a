import assert from 'node:assert/strict';

import { type SlowServer, startSlowServer } from './slow-server.ts';
import { serveInWorkerd } from './workerd.ts';

const path = '/mcp';
const metadataPath = '/.well-known/oauth-authorization-server';
/** Milliseconds: an answer, the request that ends before it, and the longest that others may take. */
const [answerTakes, endAfter, longest] = [6000, 200, 4000];

/**
 * What a Worker's request has begun ends with the request. Nothing that waits for it may hang, and the
 * next request has to get its answer: for each server that a verifier asks, and each thing it asks for.
 */
export async function tryEndedRequests(folder: string, workerd: string): Promise<string> {
  const slow = await startSlowServer();
  const bindings = { ISSUER: slow.issuer.issuer };
  const worker = await serveInWorkerd(workerd, { folder, entry: 'slow-worker', bindings });
  const ask = (verifier: string, token: string, headers: Record<string, string> = {}, at = path) =>
    statusOf(`${worker.origin}${at}`, { verifier, authorization: `Bearer ${token}`, ...headers });
  try {
    const token = await slow.issuer.token();
    const listed = await slow.listedToken();
    const cases: readonly [verifier: string, token: string, slowPath: string, at?: string][] = [
      ['keys', token, '/jwks'],
      ['discovery', token, metadataPath],
      ['gatehouse', listed, '/status/1'],
      ['introspection', token, '/introspect'],
      ['github', 'gho_0123456789', '/applications/client-1/token'],
      ['google', 'ya29.0123456789', '/tokeninfo'],
      ['keys', token, metadataPath, metadataPath],
    ];
    const told: string[] = [];
    for (const [verifier, sent, slowPath, at] of cases) {
      slow.delays.set(slowPath, answerTakes);
      const before = slow.asked.get(slowPath) ?? 0;
      const first = ask(verifier, sent, { 'end-after': `${endAfter}` }, at);
      await pause(endAfter / 2);
      const during = Array.from({ length: 10 }, () => ask(verifier, sent, {}, at));
      assert.deepEqual(await first, [200, 'ended']);
      const since = Date.now();
      const answers = await Promise.all([...during, ask(verifier, sent, {}, at)]);
      assert.deepEqual(new Set(answers.map(([status]) => status)), new Set([200]), verifier);
      const took = Date.now() - since;
      assert.ok(took < longest, `${verifier}: ${took} ms`);
      const asked = (slow.asked.get(slowPath) ?? 0) - before;
      assert.ok(asked <= 3, `${verifier}: ${slowPath} was asked for ${asked} times`);
      told.push(`${slowPath} ${took} ms`);
    }
    await tryWhatNobodyWaitedFor(slow, ask);
    return `workerd, requests that end before their fetch: ${told.join(', ')}`;
  } finally {
    worker.stop();
    slow.close();
  }
}

/** After a failure the last keys serve, and the next fetch is nobody's to wait for: it ends unheard. */
async function tryWhatNobodyWaitedFor(
  slow: SlowServer,
  ask: (verifier: string, token: string, headers?: Record<string, string>) => Promise<unknown>,
): Promise<void> {
  const ahead = (seconds: number) => ({ 'clock-ahead': `${seconds * 1000}` });
  const changes = { claims: { exp: Math.floor(Date.now() / 1000) + 3600 } };
  const old = await slow.issuer.token(changes);
  slow.isDown = true;
  assert.deepEqual(await ask('keys', old, ahead(601)), [200, '{"subject":"user-1"}']);
  slow.isDown = false;
  slow.delays.set('/jwks', answerTakes);
  assert.deepEqual(await ask('keys', old, ahead(612)), [200, '{"subject":"user-1"}']);
  // The request may have ended before its fetch was even sent.
  slow.delays.clear();
  await slow.issuer.rotate();
  const fresh = await slow.issuer.token(changes);
  assert.deepEqual(await ask('keys', fresh, ahead(613)), [200, '{"subject":"user-1"}']);
}

async function statusOf(url: string, headers: Record<string, string>): Promise<[number, string]> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(20_000) });
  return [response.status, await response.text()];
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
