import { createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import {
  type Emulators,
  failNext,
  googleSubject,
  startEmulators,
  startOpenIdEmulator,
} from './emulators.ts';
import { githubPeople } from './people.ts';

const publicUrl = 'http://localhost:3000';
const running: { close(): Promise<void> }[] = [];

async function start(): Promise<Emulators['environment']> {
  const emulators = await startEmulators({ publicUrl, githubPort: 0, googlePort: 0 });
  running.push(emulators);
  return emulators.environment;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulators) => emulators.close()));
});

/** Posts a form and returns the answer itself, redirects included. */
function post(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { accept: 'application/json' },
    redirect: 'manual',
  });
}

function codeOf(redirect: Response): string {
  return new URL(redirect.headers.get('location')!).searchParams.get('code')!;
}

async function signInWithGoogle(environment: Emulators['environment'], email: string) {
  const redirectUri = `${publicUrl}/callback/google`;
  const verifier = 'v'.repeat(43);
  const chosen = await post(`${environment.GOOGLE_ISSUER}/o/oauth2/v2/auth/callback`, {
    email,
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state: 's',
    nonce: 'n-1',
    client_id: environment.GOOGLE_CLIENT_ID,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const answer = await post(`${environment.GOOGLE_ISSUER}/oauth2/token`, {
    grant_type: 'authorization_code',
    code: codeOf(chosen),
    redirect_uri: redirectUri,
    code_verifier: verifier,
    client_id: environment.GOOGLE_CLIENT_ID,
    client_secret: environment.GOOGLE_CLIENT_SECRET,
  });
  const tokens = (await answer.json()) as { id_token: string; access_token: string };
  const [header, payload, signature] = tokens.id_token.split('.') as [string, string, string];
  const { keys } = (await (await fetch(`${environment.GOOGLE_ISSUER}/oauth2/v3/certs`)).json()) as {
    keys: [JsonWebKey];
  };
  return {
    accessToken: tokens.access_token,
    claims: JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>,
    signatureHolds: verify(
      'RSA-SHA256',
      Buffer.from(`${header}.${payload}`),
      createPublicKey({ key: keys[0], format: 'jwk' }),
      Buffer.from(signature, 'base64url'),
    ),
  };
}

async function signInWithGitHub(environment: Emulators['environment'], login: string) {
  const redirectUri = `${publicUrl}/callback/github`;
  const chosen = await post(`${environment.GITHUB_URL}/login/oauth/callback`, {
    login,
    redirect_uri: redirectUri,
    scope: 'read:user user:email read:org',
    state: 's',
    client_id: environment.GITHUB_CLIENT_ID,
  });
  const answer = await post(`${environment.GITHUB_URL}/login/oauth/access_token`, {
    code: codeOf(chosen),
    redirect_uri: redirectUri,
    client_id: environment.GITHUB_CLIENT_ID,
    client_secret: environment.GITHUB_CLIENT_SECRET,
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return async (path: string): Promise<unknown> => {
    const response = await fetch(`${environment.GITHUB_API_URL}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return response.json();
  };
}

test('a Google account keeps its subject when the emulators are started again', async () => {
  const first = await signInWithGoogle(await start(), 'ada@example.com');
  const second = await signInWithGoogle(await start(), 'ada@example.com');
  const other = await signInWithGoogle(await start(), 'margaret@example.org');

  expect(first.claims['sub']).toMatch(/^\d{21}$/);
  expect(second.claims['sub']).toBe(first.claims['sub']);
  expect(other.claims['sub']).not.toBe(first.claims['sub']);
});

test('the id token is signed by a published key and names issuer, audience, nonce and domain', async () => {
  const environment = await start();
  const { claims, signatureHolds } = await signInWithGoogle(environment, 'ada@example.com');

  expect(signatureHolds).toBe(true);
  expect(claims).toMatchObject({
    iss: environment.GOOGLE_ISSUER,
    aud: environment.GOOGLE_CLIENT_ID,
    nonce: 'n-1',
    hd: 'example.com',
    email_verified: true,
  });
});

test('userinfo tells the same subject as the id token', async () => {
  const environment = await start();
  const { accessToken, claims } = await signInWithGoogle(environment, 'ada@example.com');
  const response = await fetch(`${environment.GOOGLE_ISSUER}/oauth2/v2/userinfo`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });

  expect(await response.json()).toMatchObject({ sub: claims['sub'] });
});

test('GitHub people are numbered in the order of the list', async () => {
  const environment = await start();
  const ids = [];
  for (const { login } of githubPeople) {
    const get = await signInWithGitHub(environment, login);
    ids.push(((await get('/user')) as { id: number }).id);
  }

  expect(ids).toEqual([3, 4, 5, 6]);
});

test('one person of each provider has no verified address', async () => {
  const environment = await start();
  const github = await signInWithGitHub(environment, 'katherine');
  const google = await signInWithGoogle(environment, 'tony@example.net');

  expect(await github('/user/emails')).toMatchObject([{ verified: false }]);
  expect(google.claims['email_verified']).toBe(false);
});

test('everyone else on GitHub has a verified address', async () => {
  const get = await signInWithGitHub(await start(), 'ada');

  expect(await get('/user/emails')).toMatchObject([{ email: 'ada@example.com', verified: true }]);
});

test('Grace has a second address that is verified, beside her primary one', async () => {
  const get = await signInWithGitHub(await start(), 'grace');

  expect(await get('/user/emails')).toMatchObject([
    { email: 'grace@example.org', verified: true, primary: true },
    { email: 'grace@hopper.example', verified: true, primary: false },
  ]);
});

test('a request fails as it was told to, once', async () => {
  const { GITHUB_URL } = await start();
  await failNext(
    GITHUB_URL,
    { path: '/user', status: 403, headers: { 'retry-after': '60' }, body: { message: 'no' } },
    { path: '/login/oauth/authorize', error: 'redirect_uri_mismatch' },
  );
  const refused = await fetch(`${GITHUB_URL}/user`);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([403, '60']);
  expect(await refused.json()).toEqual({ message: 'no' });
  expect((await fetch(`${GITHUB_URL}/user`)).status).toBe(401);

  const query = new URLSearchParams({ redirect_uri: `${publicUrl}/callback/github`, state: 's' });
  const page = `${GITHUB_URL}/login/oauth/authorize?${query}`;
  const sent = await fetch(page, { redirect: 'manual' });
  expect(sent.headers.get('location')).toBe(
    `${publicUrl}/callback/github?error=redirect_uri_mismatch&state=s`,
  );
  expect((await fetch(page, { redirect: 'manual' })).status).toBe(400);
});

test('a web page makes nothing fail', async () => {
  const { GITHUB_URL } = await start();
  const told = await fetch(`${GITHUB_URL}/__faults`, {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
    body: JSON.stringify([{ path: '/user', status: 418 }]),
  });
  expect(told.status).not.toBe(204);
  expect((await fetch(`${GITHUB_URL}/user`)).status).toBe(401);
});

test('Ada belongs to the organisation and Alan does not', async () => {
  const environment = await start();
  const ada = await signInWithGitHub(environment, 'ada');
  const alan = await signInWithGitHub(environment, 'alan');

  expect(await ada('/user/orgs')).toMatchObject([{ login: 'analytical-engines' }]);
  expect(await alan('/user/orgs')).toEqual([]);
});

test('Ada is in the team of maintainers, Grace is not, and nobody without a token', async () => {
  const environment = await start();
  const ada = await signInWithGitHub(environment, 'ada');
  const grace = await signInWithGitHub(environment, 'grace');
  const [organization] = (await ada('/user/orgs')) as { id: number }[];

  expect(await ada('/user/teams?per_page=100&page=1')).toMatchObject([
    { id: 1842, slug: 'maintainers', organization: { id: organization?.id } },
  ]);
  expect(await grace('/user/teams')).toEqual([]);
  expect((await fetch(`${environment.GITHUB_URL}/user/teams`)).status).toBe(401);
});

test.each(['github', 'google'] as const)(
  '%s refuses a redirect URI that is not the callback',
  async (provider) => {
    const environment = await start();
    const page =
      provider === 'github'
        ? `${environment.GITHUB_URL}/login/oauth/authorize`
        : `${environment.GOOGLE_ISSUER}/o/oauth2/v2/auth`;
    const query = new URLSearchParams({
      client_id:
        provider === 'github' ? environment.GITHUB_CLIENT_ID : environment.GOOGLE_CLIENT_ID,
      response_type: 'code',
      redirect_uri: `${publicUrl}/callback/${provider}/elsewhere`,
    });

    expect((await fetch(`${page}?${query}`)).status).toBe(400);
  },
);

test('a taken port is an error and leaves nothing running', async () => {
  const squatter = await listen(0);
  const free = await listen(0);
  const githubPort = portOf(free);
  await closed(free);
  try {
    const starting = startEmulators({ publicUrl, githubPort, googlePort: portOf(squatter) });
    await expect(starting).rejects.toMatchObject({ code: 'EADDRINUSE', port: portOf(squatter) });
    await closed(await listen(githubPort));
  } finally {
    await closed(squatter);
  }
});

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function closed(server: Server): Promise<unknown> {
  return new Promise((resolve) => server.close(resolve));
}

test('an OpenID provider takes its own client, and knows the people and subjects of Google', async () => {
  const emulator = await startOpenIdEmulator({ publicUrl, port: 0 });
  running.push(emulator);
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = emulator.environment;
  const discovered = await fetch(`${issuer}/.well-known/openid-configuration`);
  const metadata = (await discovered.json()) as Record<string, string>;
  expect(metadata).toMatchObject({
    issuer,
    token_endpoint_auth_methods_supported: ['client_secret_post'],
  });
  const redirectUri = `${publicUrl}/callback/oidc`;
  const chosen = await post(`${metadata.authorization_endpoint}/callback`, {
    email: 'ada@example.com',
    redirect_uri: redirectUri,
    scope: 'openid',
    client_id: OIDC_CLIENT_ID,
  });
  const answer = await post(metadata.token_endpoint ?? '', {
    grant_type: 'authorization_code',
    code: codeOf(chosen),
    redirect_uri: redirectUri,
    client_id: OIDC_CLIENT_ID,
    client_secret: OIDC_CLIENT_SECRET,
  });
  const { id_token: idToken } = (await answer.json()) as { id_token: string };
  const claims = Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString();
  expect(JSON.parse(claims)).toMatchObject({
    iss: issuer,
    aud: OIDC_CLIENT_ID,
    sub: googleSubject('ada@example.com'),
  });
});

test.each(['//', '//evil.example:x/', '/\\', '/%'])(
  'an address that is none of a page, as any web page may ask for, ends nothing: %s',
  async (path) => {
    const { GITHUB_URL } = await start();
    const { hostname, port } = new URL(GITHUB_URL);
    const asked = request({ hostname, port, path, headers: { accept: 'text/html' } }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(404);
    expect((await fetch(new URL('/__people', GITHUB_URL))).status).toBe(200);
  },
);
