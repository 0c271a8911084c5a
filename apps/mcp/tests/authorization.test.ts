import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { bearer, call, messageOf, modernCall } from './messages.ts';
import { startServer } from './running-server.ts';

const testKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .publicKey.export({ type: 'spki', format: 'pem' })
  .toString();

describe('a request without a token', () => {
  it.each(['POST', 'GET', 'DELETE'])('is challenged whatever its method: %s', async (method) => {
    const { url, origin } = await startServer();
    const response = await fetch(url, { method });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(
      `Bearer resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp", scope="mcp:read mcp:write"`,
    );
  });

  it('is challenged after a good initialize, and on resuming a stream', async () => {
    const { post, url, tokenFor } = await startServer();
    expect((await post(call('whoami'), bearer(await tokenFor('')))).status).toBe(200);
    expect((await post(call('whoami'))).status).toBe(401);
    const resumed = await fetch(url, {
      headers: { accept: 'text/event-stream', 'last-event-id': '1' },
    });
    expect(resumed.status).toBe(401);
  });

  it('learns nothing but where to get one', async () => {
    const { post } = await startServer();
    const response = await post(call('protected_action', 'x'));
    const told = JSON.stringify([...response.headers]) + (await response.text());
    expect(told).not.toMatch(/protected_action|user_action|express|node|\bat \//i);
  });
});

describe('a token that is not for this server', () => {
  it.each<[string, Record<string, unknown>]>([
    ['for another resource', { aud: 'https://other.example.com/mcp' }],
    ['for this resource and another', { aud: ['https://other.example.com/mcp'] }],
    ['of another issuer', { iss: 'https://accounts.google.com' }],
    ['expired', { iat: 1, exp: 2 }],
    ['without an expiry', { exp: undefined }],
  ])('is refused with a challenge: %s', async (_what, claims) => {
    const { post, tokenFor } = await startServer();
    const response = await post(call('whoami'), bearer(await tokenFor('mcp:read', claims)));
    expect(response.status).toBe(401);
    const challenge = response.headers.get('www-authenticate');
    expect(challenge).toMatch(/^Bearer error="invalid_token"/);
    expect(challenge).toMatch(/resource_metadata=".*", scope="mcp:read mcp:write"$/);
  });

  it.each([
    ['of GitHub', 'gho_16C7e42F292c6912E7710c838347Ae178B4a'],
    ['opaque, of the issuer', 'eW91ciBzZXNzaW9uIGhlcmU'],
    ['nonsense', 'null'],
  ])('is refused when it is %s', async (_what, token) => {
    const { post } = await startServer();
    expect((await post(call('whoami'), bearer(token))).status).toBe(401);
  });

  it('is refused when it is an ID token', async () => {
    const { post, issuer } = await startServer();
    const token = await issuer.token({ header: { typ: 'JWT' } });
    expect((await post(call('whoami'), bearer(token))).status).toBe(401);
  });
});

describe('credentials that are not well formed', () => {
  it('are 400 when the token is in the URL', async () => {
    const { url, tokenFor } = await startServer();
    const response = await fetch(`${url}?access_token=${await tokenFor('mcp:read')}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_request"');
  });

  it('are 400 when there are two tokens in one header', async () => {
    const { post, tokenFor } = await startServer();
    const [a, b] = [await tokenFor(''), await tokenFor('')];
    const response = await post(call('whoami'), { authorization: `Bearer ${a}, Bearer ${b}` });
    expect(response.status).toBe(400);
  });
});

describe.each([
  ['2025', (name: string) => ({ body: call(name, 'x'), headers: {} })],
  ['2026-07-28', (name: string) => modernCall(name, 'x')],
])('scopes, for a client of %s', (_era, request) => {
  it.each([
    // What the token has is named too: many clients ask for exactly this, and replace their token.
    ['protected_action', 'mcp:read', 'mcp:read mcp:write'],
    ['protected_action', '', 'mcp:write'],
    ['user_action', 'openid mcp:write offline_access', 'mcp:write mcp:read'],
    ['protected_action', 'mcp:writeall MCP:WRITE mcp', 'mcp:write'],
  ])('%s with %j is answered 403 before any stream', async (tool, held, needed) => {
    const { post, tokenFor, origin } = await startServer();
    const { body, headers } = request(tool);
    const response = await post(body, { ...headers, ...bearer(await tokenFor(held)) });
    expect(response.status).toBe(403);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const challenge = response.headers.get('www-authenticate') ?? '';
    expect(challenge).toContain('error="insufficient_scope"');
    expect(challenge).toContain(`scope="${needed}"`);
    expect(challenge).toContain(
      `resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp"`,
    );
    expect(await response.text()).not.toContain('rocessed');
  });

  it.each([
    ['protected_action', 'mcp:write', 'Processed: x'],
    ['user_action', 'mcp:read', 'User ada processed: x'],
    ['whoami', '', '"sub": "user-1"'],
  ])('%s is served with %j', async (tool, held, answer) => {
    const { post, tokenFor } = await startServer();
    const { body, headers } = request(tool);
    const response = await post(body, { ...headers, ...bearer(await tokenFor(held)) });
    const { result } = await messageOf(response);
    expect(result?.isError).not.toBe(true);
    expect(result?.content[0]?.text).toContain(answer);
  });
});

it('a challenge names what the authorization server calls them, where that differs', async () => {
  const rules = { AUTH_SCOPE_MAP: 'reports.read=mcp:read reports.write=mcp:write' };
  const { post, tokenFor } = await startServer(rules);
  const scopeOf = ({ headers }: Response) =>
    /scope="([^"]*)"/.exec(headers.get('www-authenticate') ?? '')?.[1];
  expect(scopeOf(await post(call('whoami')))).toBe('reports.read reports.write');
  const token = bearer(await tokenFor('profile reports.read other'));
  const refused = await post(call('protected_action', 'x'), token);
  expect([refused.status, scopeOf(refused)]).toEqual([403, 'reports.read reports.write']);
});

it('a challenge leaves out what every token is granted', async () => {
  const { post } = await startServer({ AUTH_GRANT_SCOPES: 'mcp:read' });
  const { headers } = await post(call('whoami'));
  expect(headers.get('www-authenticate')).toMatch(/scope="mcp:write"$/);
});

describe('there is no way round a scope', () => {
  it.each([
    'Protected_Action',
    'protected_action ',
    'protected_action\u0000',
    '__proto__',
    'constructor',
  ])('by another spelling of a tool: %j', async (name) => {
    const { post, tokenFor } = await startServer();
    const response = await post(call(name, 'x'), bearer(await tokenFor('mcp:read')));
    const text = await response.text();
    expect(response.status).toBeLessThan(500);
    expect(text).not.toContain('Processed');
  });

  it.each(['METHOD', 'Method', 'method\u0000'])('by another spelling of %j', async (key) => {
    const { post, tokenFor } = await startServer();
    const { method, ...message } = call('protected_action', 'x');
    const body = { ...message, [key]: method };
    const response = await post(body, bearer(await tokenFor('mcp:read')));
    expect(response.status).toBe(400);
  });

  it('by a batch that hides the call behind another', async () => {
    const { post, tokenFor } = await startServer();
    const batch = [call('whoami', undefined, 1), call('protected_action', 'x', 2)];
    const response = await post(batch, bearer(await tokenFor('mcp:read')));
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('Processed');
  });

  it('by headers that name another tool than the body', async () => {
    const { post, tokenFor } = await startServer();
    const { body, headers } = modernCall('protected_action', 'x');
    const token = bearer(await tokenFor('mcp:read mcp:write'));
    for (const lie of [{ 'mcp-name': 'whoami' }, { 'mcp-method': 'tools/list' }]) {
      expect((await post(body, { ...headers, ...lie, ...token })).status).toBe(400);
    }
    const version = { 'mcp-protocol-version': '2025-11-25' };
    expect((await post(body, { ...headers, ...version, ...token })).status).toBe(400);
  });

  it('by headers a gateway might have set', async () => {
    const { post, tokenFor } = await startServer();
    const gateway = {
      'x-user': 'root',
      x_user: 'root',
      'x-forwarded-user': 'root',
      'x-scope': 'mcp:write',
      'x-http-method-override': 'GET',
    };
    const token = bearer(await tokenFor('mcp:read'));
    const write = await post(call('protected_action', 'x'), { ...gateway, ...token });
    expect(write.status).toBe(403);
    const { result } = await messageOf(
      await post(call('user_action', 'x'), { ...gateway, ...token }),
    );
    expect(result?.content[0]?.text).toBe('User ada processed: x');
  });
});

it.each(['/', '/tenant/a:b/mcp', '/v1.0/(x)*'])('an endpoint may be at %s', async (path) => {
  const { post, origin, tokenFor } = await startServer({}, path);
  const challenge = (await post(call('whoami'))).headers.get('www-authenticate');
  const metadataUrl = /resource_metadata="([^"]*)"/.exec(challenge ?? '')?.[1] ?? '';
  expect(await (await fetch(metadataUrl)).json()).toMatchObject({ resource: origin + path });
  expect((await post(call('whoami'), bearer(await tokenFor('')))).status).toBe(200);
});

describe('the metadata a client finds', () => {
  it.each(['/.well-known/oauth-protected-resource/mcp', '/.well-known/oauth-protected-resource'])(
    'is the same at %s, and says all that is needed',
    async (path) => {
      const { origin, url, issuer } = await startServer();
      const response = await fetch(origin + path);
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({
        resource: url,
        resource_name: 'Gatehouse MCP server',
        authorization_servers: [issuer.issuer],
        scopes_supported: ['mcp:read', 'mcp:write'],
        bearer_methods_supported: ['header'],
      });
    },
  );
});

describe('the metadata of the authorization server, for clients of 2025-03-26', () => {
  const wellKnown = '/.well-known/oauth-authorization-server';
  const places = [wellKnown, `${wellKnown}/mcp`, '/.well-known/openid-configuration/mcp'];

  it('is repeated word for word, to pages too, and the start does not wait for it', async () => {
    const { origin, issuer } = await startServer();
    const written = `{ "issuer": "${issuer.issuer}" }`;
    issuer.reachable = false;
    const down = await fetch(origin + wellKnown);
    expect([down.status, down.headers.get('retry-after')]).toEqual([503, '1']);
    issuer.reachable = true;
    for (const kind of ['oauth-authorization-server', 'openid-configuration']) {
      issuer.documents.set(`${issuer.issuer}/.well-known/${kind}`, new Response(written));
    }
    const asked = async () => (await fetch(origin + wellKnown)).status;
    await expect.poll(asked, { timeout: 20_000 }).toBe(200);
    for (const path of places) {
      const response = await fetch(origin + path, { headers: { origin: 'https://app.example' } });
      expect(await response.text(), path).toBe(written);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  it.each([
    ['public-key', { JWT_PUBLIC_KEY: testKey }],
    ['google', { AUTH_CLIENT_ID: 'a.apps.googleusercontent.com' }],
  ])('is not where the server is asked nothing else: %s', async (mode, env) => {
    const { origin, issuer } = await startServer({ AUTH_MODE: mode, ...env });
    expect((await fetch(origin + wellKnown)).status).toBe(404);
    expect(issuer.requests).toEqual([]);
  });
});
