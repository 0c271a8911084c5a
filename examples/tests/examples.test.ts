import type { TestIssuer } from '@gatehouse/auth-core/testing';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';

import { startExample } from './running.ts';

const servers = ['express/server.js', 'node/server.js', 'hono/server.js', 'sdk-v1/server.js'];

const bad: [string, (issuer: TestIssuer) => Promise<string>][] = [
  ['has expired', (issuer) => issuer.expired()],
  ['is for another server', (issuer) => issuer.forAudience('https://other.example/mcp')],
  ['is of another issuer', (issuer) => issuer.ofIssuer('https://other.example')],
  ['was changed after it was signed', (issuer) => issuer.tampered({ sub: 'admin' })],
  ['was signed by somebody else', (issuer) => issuer.forged()],
  ['is not signed', (issuer) => issuer.unsigned()],
  ['is an ID token', (issuer) => issuer.idToken()],
];

describe.each(servers)('examples/%s', async (file) => {
  const { url, issuer, call, stop } = await startExample(file);
  afterAll(stop);

  it('answers a good token', async () => {
    const response = await call(await issuer.token());
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Hello, world!');
  });

  it('says where to get a token, to whoever has none', async () => {
    const response = await call();
    expect(response.status).toBe(401);
    const challenge = response.headers.get('www-authenticate') ?? '';
    const [, metadataUrl = ''] = /resource_metadata="([^"]+)"/.exec(challenge) ?? [];
    const metadata: unknown = await (await fetch(metadataUrl)).json();
    expect(metadata).toMatchObject({ resource: url, authorization_servers: [issuer.issuer] });
  });

  it.each(bad)('refuses a token that %s', async (_what, make) => {
    const response = await call(await make(issuer));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('wants the scope of the tool', async () => {
    const response = await call(await issuer.withScope('mcp:write'));
    expect(response.status).toBe(403);
    const challenge = response.headers.get('www-authenticate');
    expect(challenge).toContain('error="insufficient_scope"');
    expect(challenge).toContain('mcp:read');
  });
});

it.each(servers)('examples/%s lets nobody in while it cannot look the keys up', async (file) => {
  const { issuer, call, stop } = await startExample(file);
  onTestFinished(stop);
  issuer.reachable = false;
  const { status } = await call(await issuer.token());
  // `requireBearerAuth` of SDK v1 has no 503.
  expect(status).toBe(file === 'sdk-v1/server.js' ? 500 : 503);
});
