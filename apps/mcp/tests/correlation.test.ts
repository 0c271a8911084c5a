import { createTestIssuer } from '@gatehouse/auth-core/testing';
import { describe, expect, it } from 'vitest';

import { bearer, call } from './messages.ts';
import { startServer } from './running-server.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const incoming = `00-${traceId}-b7ad6b7169203331-01`;

interface Asked {
  readonly url: string;
  readonly headers: Headers;
}

/** The server, and what it asked its issuer, header by header. */
async function startWatched(env: Record<string, string> = {}) {
  const asked: Asked[] = [];
  const server = await startServer(env, '/mcp', async (url) => {
    const issuer = await createTestIssuer({ audience: url });
    const { fetch } = issuer;
    return {
      issuer,
      env: {},
      fetch: (to: string, init: RequestInit) => {
        asked.push({ url: to, headers: new Headers(init.headers) });
        return fetch(to, init);
      },
    };
  });
  const lineOf = async (response: Response) => {
    const id = response.headers.get('x-request-id') ?? 'none';
    const found = () => server.logLines.find((line) => line.includes(`"id":"${id}"`));
    await expect.poll(found).toBeDefined();
    return JSON.parse(found() ?? '') as Record<string, unknown>;
  };
  return { ...server, asked, lineOf };
}

describe('the id of a request', () => {
  it('is on every answer and in its line, and is never the one that a client sends', async () => {
    const { origin, url, post, lineOf } = await startWatched();
    const answers = [
      await fetch(`${origin}/healthz`, { headers: { 'x-request-id': 'theirs' } }),
      await fetch(`${origin}/nothing`),
      await fetch(`${origin}/%`),
      await fetch(`${origin}/.well-known/oauth-protected-resource`),
      await fetch(url, { method: 'OPTIONS' }),
      await post(call('whoami')),
      await post('{', bearer('x')),
    ];
    const ids = answers.map(({ headers }) => headers.get('x-request-id'));
    for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
    expect(new Set(ids).size).toBe(answers.length);
    for (const answer of answers) {
      expect(await lineOf(answer)).toMatchObject({ status: answer.status });
    }
  });
});

describe('what the issuer is asked on behalf of a request', () => {
  it('carries its id and its trace, with a parent of its own each time', async () => {
    const { post, tokenFor, asked, lineOf } = await startWatched();
    const answer = await post(call('whoami'), {
      ...bearer(await tokenFor('')),
      traceparent: incoming,
    });
    expect(asked.map(({ url }) => new URL(url).pathname)).toEqual([
      '/.well-known/oauth-authorization-server',
      '/jwks',
    ]);
    const parents = asked.map(({ headers }) => headers.get('traceparent')?.split('-') ?? []);
    for (const [version, trace, , flags] of parents) {
      expect([version, trace, flags]).toEqual(['00', traceId, '01']);
    }
    expect(new Set([...parents.map(([, , id]) => id), 'b7ad6b7169203331']).size).toBe(3);
    for (const { headers } of asked) {
      expect(headers.get('x-request-id')).toBe(answer.headers.get('x-request-id'));
      expect(headers.get('accept')).toBe('application/json');
    }
    expect(await lineOf(answer)).toMatchObject({ trace_id: traceId });
  });

  it('gets a trace where none came in, which is in the line as well', async () => {
    const { post, tokenFor, asked, lineOf } = await startWatched();
    const answer = await post(call('whoami'), bearer(await tokenFor('')));
    const traces = asked.map(({ headers }) => headers.get('traceparent')?.split('-')[1]);
    expect(traces).toHaveLength(2);
    expect(new Set(traces).size).toBe(1);
    expect(await lineOf(answer)).toMatchObject({ trace_id: traces[0] });
    // Keys are at hand now, so nothing is asked, and no trace is made up.
    const second = await post(call('whoami'), bearer(await tokenFor('')));
    expect(asked).toHaveLength(2);
    expect(await lineOf(second)).not.toHaveProperty('trace_id');
  });

  it.each([
    ['of another version', incoming.replace('00-', '01-')],
    ['of zeros', incoming.replace(traceId, '0'.repeat(32))],
    ['of canary text', '00-canary-canary-01'],
    ['too long', `${incoming}-${'c'.repeat(8_000)}`],
  ])('ignores a traceparent %s, and repeats it nowhere', async (_what, traceparent) => {
    const { post, tokenFor, asked, lineOf, logLines, figures } = await startWatched();
    const headers = { ...bearer(await tokenFor('')), traceparent, 'x-request-id': 'canary' };
    const answer = await post(call('whoami'), headers);
    expect(answer.status).toBe(200);
    const line = await lineOf(answer);
    expect(line['trace_id']).toMatch(/^[\da-f]{32}$/);
    expect(line['trace_id']).not.toBe(traceId);
    const sent = asked.flatMap((one) => [...one.headers].flat());
    const told = [...logLines, await figures(), ...[...answer.headers].flat(), ...sent].join('\n');
    expect(told).not.toContain('canary');
    expect(told).not.toContain(traceparent.slice(3, 60));
  });
});

describe('the line of a request', () => {
  it('names the grant of its token, by which the authorization server’s log is searched', async () => {
    const { post, tokenFor, lineOf } = await startWatched();
    const lineFor = async (gid: unknown) =>
      lineOf(await post(call('whoami'), bearer(await tokenFor('', { gid }))));
    expect(await lineFor('grant-1_A')).toMatchObject({
      grant_id: 'grant-1_A',
      client_id: 'client-1',
      sub: 'user-1',
    });
    for (const gid of ['', 'a b', 'a\n', 'g'.repeat(129), 7, ['g'], { g: 1 }]) {
      expect(await lineFor(gid)).not.toHaveProperty('grant_id');
    }
  });

  it('is not longer than it has to be, whatever the path', async () => {
    const { origin, lineOf } = await startWatched();
    const line = await lineOf(await fetch(`${origin}/${'x'.repeat(8_000)}`));
    expect(JSON.stringify(line).length).toBeLessThan(500);
  });
});

it('an outage is told in lines of one in five seconds, however many requests meet it', async () => {
  const { post, tokenFor, issuer, logLines, figures } = await startWatched();
  issuer.reachable = false;
  const token = bearer(await tokenFor(''));
  const began = Date.now();
  for (let n = 0; n < 100; n += 1) expect((await post(call('whoami'), token)).status).toBe(503);
  // Until the back-off is over more than once, so that several failures were met.
  const failures = async () =>
    Number(/problems_total\{code="issuer_unreachable"\} (\d+)/.exec(await figures())?.[1]);
  await expect
    .poll(async () => ((await post(call('whoami'), token)).status === 503 ? failures() : 0))
    .toBeGreaterThan(3);
  const warnings = logLines.filter((line) => line.includes('"level":40'));
  expect(warnings.length).toBeLessThanOrEqual(1 + Math.ceil((Date.now() - began) / 5_000));
});
