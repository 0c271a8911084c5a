import { createHash, randomBytes } from 'node:crypto';
import { createTestIssuer, type TestIssuer } from '@gatehouse/auth-core/testing';
import type { Fetch } from '@gatehouse/auth-core';

/** A provider that knows one client, this server, and no MCP client. */
export interface TestProvider {
  readonly issuer: TestIssuer;
  readonly env: Readonly<Record<string, string>>;
  readonly fetch: Fetch;
  /** Token, refresh and revocation requests, oldest first. */
  readonly asked: URLSearchParams[];
  /** What it answers to every request instead, while set. */
  fault: Response | undefined;
  /** The scopes that it says it has granted. Undefined: it says nothing, as RFC 6749 §5.1 lets it. */
  scope: string | undefined;
  /** Signs somebody in, without a question: it has said yes to this client before. */
  signIn(authorize: URL): URL;
}

const origin = 'https://login.example.com';
const clientId = 'this-server';

export async function createTestProvider(audience: string): Promise<TestProvider> {
  const issuer = await createTestIssuer({ issuer: origin, audience });
  const codes = new Map<string, { challenge: string; redirectUri: string }>();
  const asked: URLSearchParams[] = [];

  async function answer(url: string, parameters: URLSearchParams): Promise<Response> {
    if (url === `${origin}/revoke`) return new Response(null, { status: 200 });
    const code = parameters.get('code') ?? '';
    const issued = codes.get(code);
    codes.delete(code);
    const challenge = createHash('sha256')
      .update(parameters.get('code_verifier') ?? '')
      .digest('base64url');
    const isRefresh = parameters.get('grant_type') === 'refresh_token';
    if (
      !isRefresh &&
      (issued?.challenge !== challenge || issued.redirectUri !== parameters.get('redirect_uri'))
    ) {
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    }
    return Response.json({
      access_token: await issuer.token({ claims: { client_id: clientId } }),
      token_type: 'Bearer',
      expires_in: 900,
      refresh_token: `refresh-${randomBytes(8).toString('hex')}`,
      id_token: await issuer.idToken(),
      ...(provider.scope !== undefined && { scope: provider.scope }),
    });
  }

  const provider: TestProvider = {
    issuer,
    asked,
    fault: undefined,
    scope: undefined,
    env: {
      AUTH_MODE: 'proxy',
      AUTH_ISSUER: origin,
      AUTH_CLIENT_ID: clientId,
      AUTH_CLIENT_SECRET: 'hush',
      PROXY_AUTHORIZATION_URL: `${origin}/authorize`,
      PROXY_TOKEN_URL: `${origin}/token`,
      PROXY_REVOCATION_URL: `${origin}/revoke`,
    },
    async fetch(url, init) {
      if (init.method !== 'POST') return issuer.fetch(url, init);
      const parameters = new URLSearchParams(init.body as string);
      asked.push(parameters);
      return provider.fault?.clone() ?? answer(url, parameters);
    },
    signIn({ searchParams }) {
      const code = randomBytes(8).toString('hex');
      const redirectUri = searchParams.get('redirect_uri') ?? '';
      codes.set(code, { challenge: searchParams.get('code_challenge') ?? '', redirectUri });
      const callback = new URL(redirectUri);
      callback.searchParams.set('code', code);
      callback.searchParams.set('state', searchParams.get('state') ?? '');
      return callback;
    },
  };
  return provider;
}
