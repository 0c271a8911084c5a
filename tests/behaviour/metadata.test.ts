import { describe, expect, inject, test } from 'vitest';

const { issuer } = inject('stack');

const WELL_KNOWN = [
  '/.well-known/oauth-authorization-server',
  '/.well-known/openid-configuration',
] as const;

async function metadataAt(path: string) {
  const response = await fetch(new URL(path, issuer));
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

describe.each(WELL_KNOWN)('%s', (path) => {
  test('is JSON that anybody may read, from any origin', async () => {
    const response = await fetch(new URL(path, issuer), {
      headers: { origin: 'https://inspector.example' },
    });
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(['*', 'https://inspector.example']).toContain(
      response.headers.get('access-control-allow-origin'),
    );
    expect(response.headers.has('access-control-allow-credentials')).toBe(false);
    expect(response.headers.has('set-cookie')).toBe(false);
  });

  test('answers the preflight of a browser client that sends its protocol version', async () => {
    const response = await fetch(new URL(path, issuer), {
      method: 'OPTIONS',
      headers: {
        origin: 'https://inspector.example',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'mcp-protocol-version',
      },
    });
    expect(response.ok).toBe(true);
    expect(response.headers.get('access-control-allow-headers')?.toLowerCase()).toContain(
      'mcp-protocol-version',
    );
  });

  test('names the issuer exactly, and endpoints on it alone', async () => {
    const metadata = await metadataAt(path);
    expect(metadata.issuer).toBe(issuer);
    const urls = Object.entries(metadata).filter(([name]) => /_(?:endpoint|uri)$/.test(name));
    expect(Object.fromEntries(urls)).toEqual({
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      registration_endpoint: `${issuer}/reg`,
      revocation_endpoint: `${issuer}/token/revocation`,
      introspection_endpoint: `${issuer}/token/introspection`,
      userinfo_endpoint: `${issuer}/me`,
    });
  });

  test('lists what is implemented, and nothing else', async () => {
    expect(await metadataAt(path)).toMatchObject({
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: [
        'none',
        'client_secret_basic',
        'client_secret_post',
        'private_key_jwt',
      ],
      introspection_endpoint_auth_methods_supported: [
        'client_secret_basic',
        'client_secret_post',
        'private_key_jwt',
      ],
      authorization_response_iss_parameter_supported: true,
      client_id_metadata_document_supported: true,
      subject_types_supported: ['public'],
    });
    const metadata = await metadataAt(path);
    for (const absent of [
      'device_authorization_endpoint',
      'pushed_authorization_request_endpoint',
      'end_session_endpoint',
      'dpop_signing_alg_values_supported',
    ]) {
      expect(metadata).not.toHaveProperty(absent);
    }
    for (const off of ['request_parameter_supported', 'request_uri_parameter_supported']) {
      expect(metadata[off] ?? false).toBe(false);
    }
  });

  test('lists offline_access and the scopes of every resource', async () => {
    const { scopes_supported: scopes } = await metadataAt(path);
    expect(scopes).toEqual(
      expect.arrayContaining(['openid', 'offline_access', 'notes:read', 'ledger:read']),
    );
  });

  test('lists no algorithm none, and none with a shared key', async () => {
    const lists = Object.entries(await metadataAt(path)).filter(([name]) => name.includes('_alg_'));
    expect(lists.length).toBeGreaterThan(0);
    for (const [name, algorithms] of lists) {
      expect(algorithms, name).not.toContain('none');
      expect((algorithms as string[]).filter((alg) => alg.startsWith('HS'))).toEqual([]);
    }
  });
});

test('the two documents say the same', async () => {
  const [oauth, openid] = await Promise.all(WELL_KNOWN.map(metadataAt));
  expect(oauth).toEqual(openid);
});

test('ID tokens are offered in what there are keys for, and PKCE with S256 alone', async () => {
  const response = await fetch(new URL('/.well-known/openid-configuration', issuer));
  const metadata = (await response.json()) as Record<string, string[]>;
  expect(metadata.id_token_signing_alg_values_supported?.toSorted()).toEqual(['ES256', 'RS256']);
  expect(metadata.code_challenge_methods_supported).toEqual(['S256']);
});

test('the key set has an ES256 and an RS256 key, each with an id, and nothing private', async () => {
  const response = await fetch(new URL('/jwks', issuer));
  expect(response.headers.get('content-type')).toMatch(/json/);
  const { keys } = (await response.json()) as { keys: Record<string, string>[] };
  expect(new Set(keys.map(({ alg }) => alg))).toEqual(new Set(['ES256', 'RS256']));
  expect(keys).toHaveLength(2);
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
  for (const key of keys) {
    expect(key.kid).toMatch(/^[\w-]+$/);
    expect(key.use).toBe('sig');
    expect(['EC', 'RSA']).toContain(key.kty);
    for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']) {
      expect(key).not.toHaveProperty(secret);
    }
  }
});

test.each([
  '/realms;x/token',
  '//token',
  '/x%2f..%2ftoken',
  '/TOKEN',
  '/token.',
  '/token;x',
  '/token/',
  '/token/revocation/',
  '/%74oken',
  '/auth/',
  '/auth;x',
  '/auth/x/y',
  '/jwks/',
  '/INTERACTION/x',
  '/interaction/x/',
  '/Callback/github',
  '/callback/github/',
  '/me/',
  '/reg/',
  '/reg/client_x/',
  '/reg/client_x/y',
  '/.well-known/openid-configuration/',
  '/.well-known/nothing',
  '/introspection',
  '/token/introspection/',
  '/device/auth',
  '/request',
  '/session/end',
  '/debug',
  '/metrics',
  '/healthz',
])('there is nothing at %s', async (path) => {
  for (const method of ['GET', 'POST']) {
    const response = await fetch(`${issuer}${path}`, { method, redirect: 'manual' });
    expect(response.status, method).toBe(path.startsWith('//') ? 400 : 404);
    expect(response.headers.get('content-type'), method).toMatch(/^text\/(?:html|plain)/);
  }
});

test('the operations port says whether it lives and serves, and shows its own figures', async () => {
  const { operationsUrl } = inject('stack');
  const get = (path: string) => fetch(new URL(path, operationsUrl));
  expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
  expect(await (await get('/readyz')).json()).toMatchObject({ status: 'ready' });
  expect(await (await get('/metrics')).text()).toContain('process_cpu_seconds_total');
});
