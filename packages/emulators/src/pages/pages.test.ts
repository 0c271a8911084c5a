import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { type Emulators, startEmulators } from '../emulators.ts';
import { entraPeople, startEntraEmulator } from '../entra.ts';
import { oktaPeople, startOktaEmulator } from '../okta.ts';
import { startOpenIdEmulator } from '../openid.ts';
import { githubPeople, googlePeople } from '../people.ts';
import { unescaped } from './html.ts';

const publicUrl = 'http://localhost:3000';
const HOSTILE = `"><script>alert(1)</script><input name='x' value='&quot;`;
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

async function kept<Emulator extends { close(): Promise<void> }>(
  starting: Promise<Emulator>,
): Promise<Emulator> {
  const emulator = await starting;
  running.push(emulator);
  return emulator;
}

async function start(): Promise<Emulators['environment']> {
  const starting = startEmulators({ publicUrl, githubPort: 0, googlePort: 0 });
  return (await kept(starting)).environment;
}

/** As a browser asks for a page. */
function open(url: string | URL): Promise<Response> {
  return fetch(url, { headers: { accept: 'text/html,*/*;q=0.8' }, redirect: 'manual' });
}

/** Where somebody chooses at the emulated GitHub, or would with these parameters. */
function authorization(
  environment: Emulators['environment'],
  change: Record<string, string> = {},
): URL {
  const url = new URL('/login/oauth/authorize', environment.GITHUB_URL);
  const parameters = {
    client_id: environment.GITHUB_CLIENT_ID,
    redirect_uri: `${publicUrl}/callback/github`,
    state: 's',
    ...change,
  };
  url.search = new URLSearchParams(parameters).toString();
  return url;
}

/** The values of a hidden field, in all forms of a page. */
function valuesOf(page: string, name: string): string[] {
  const inputs = page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return [...inputs].flatMap(([, field, value = '']) => (field === name ? [unescaped(value)] : []));
}

const CLIENT = {
  port: 0,
  clientId: 'the-client',
  clientSecret: 'not-a-secret',
  redirectUris: [`${publicUrl}/callback/oidc`],
};

/** Each provider: where it asks who somebody is, the field that says so, and the people that it knows. */
const PROVIDERS = {
  GitHub: async () => ({
    url: authorization(await start()),
    field: 'login',
    people: githubPeople.map(({ login, name }) => [login, name]),
  }),
  Google: async () => {
    const { GOOGLE_ISSUER, GOOGLE_CLIENT_ID } = await start();
    return {
      url: new URL(`${GOOGLE_ISSUER}/o/oauth2/v2/auth?client_id=${GOOGLE_CLIENT_ID}`),
      field: 'email',
      people: googlePeople.map(({ email, name }) => [email, name]),
    };
  },
  'OpenID provider': async () => {
    const { environment } = await kept(startOpenIdEmulator({ publicUrl, port: 0 }));
    const { OIDC_ISSUER, OIDC_CLIENT_ID } = environment;
    return {
      url: new URL(`${OIDC_ISSUER}/o/oauth2/v2/auth?client_id=${OIDC_CLIENT_ID}`),
      field: 'email',
      people: googlePeople.map(({ email, name }) => [email, name]),
    };
  },
  Okta: async () => {
    const { url } = await kept(startOktaEmulator(CLIENT));
    const query = new URLSearchParams({ client_id: 'the-client' });
    query.set('redirect_uri', CLIENT.redirectUris[0]!);
    return {
      url: new URL(`${url}/oauth2/v1/authorize?${query}`),
      field: 'user_ref',
      people: oktaPeople.map(({ id, name }) => [id, name.join(' ')]),
    };
  },
  'Entra ID': async () => {
    const { url } = await kept(startEntraEmulator(CLIENT));
    return {
      url: new URL(`${url}/oauth2/v2.0/authorize?client_id=the-client`),
      field: 'email',
      people: entraPeople.map(({ email, name }) => [email, name]),
    };
  },
};

test.each(Object.entries(PROVIDERS))(
  'the emulated %s says that it is one, and offers the people of the list and nobody else',
  async (name, provider) => {
    const { url, field, people } = await provider();
    const page = await (await open(url)).text();
    expect(page).toContain(`Development: ${name} is played by this computer.`);
    expect(valuesOf(page, field)).toEqual(people.map(([account]) => account));
    const names = [...page.matchAll(/<strong>([^<]*)<\/strong>/g)].map(([, shown]) => shown);
    expect(names).toEqual(people.map(([, shown]) => shown));
    expect(page).not.toMatch(/ghost|octocat|vercel|powered by/i);
  },
);

test('a page runs no script, loads nothing, and its one style is the one that the policy lets in', async () => {
  const environment = await start();
  const pages = [
    authorization(environment),
    authorization(environment, { client_id: 'nobody' }),
    `${environment.GITHUB_URL}/`,
    `${environment.GITHUB_URL}/nothing`,
  ];
  for (const url of pages) {
    const response = await open(url);
    const page = await response.text();
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(page) ?? [];
    const digest = createHash('sha256').update(style).digest('base64');
    expect(response.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${digest}'; img-src data:; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(page).not.toMatch(/<script|\son\w+=|style="|src="|href="http/);
  }
});

test('what a request says is text, and comes back as it was', async () => {
  const environment = await start();
  const state = `${HOSTILE}'&amp;\u202e</form>`;
  const page = await (await open(authorization(environment, { state, scope: HOSTILE }))).text();
  expect(page).not.toContain('<script');
  expect(new Set(valuesOf(page, 'state'))).toEqual(new Set([state]));
  expect(valuesOf(page, 'login')).toEqual(githubPeople.map(({ login }) => login));

  const refused = await open(authorization(environment, { client_id: HOSTILE }));
  expect(refused.status).toBe(400);
  const text = await refused.text();
  expect(text).toContain('Application not found');
  expect(text).toContain('&lt;script&gt;');
  expect(text).not.toContain('<script');
});

test('another redirect URI is refused on a page that quotes nothing of it', async () => {
  const environment = await start();
  const response = await open(
    authorization(environment, { redirect_uri: `https://evil.example/${HOSTILE}` }),
  );
  expect(response.status).toBe(400);
  expect(await response.text()).not.toMatch(/evil\.example|<script/);
});

test('somebody whom the request suggests passes through, where nobody asks to choose', async () => {
  const environment = await start();
  const through = await open(authorization(environment, { login: 'grace', state: 'a b&c' }));
  expect(through.status).toBe(302);
  const led = new URL(through.headers.get('location') ?? '');
  expect(`${led.origin}${led.pathname}`).toBe(`${publicUrl}/callback/github`);
  expect(led.searchParams.get('state')).toBe('a b&c');
  const answer = await fetch(`${environment.GITHUB_URL}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      code: led.searchParams.get('code') ?? '',
      redirect_uri: `${publicUrl}/callback/github`,
      client_id: environment.GITHUB_CLIENT_ID,
      client_secret: environment.GITHUB_CLIENT_SECRET,
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const user = await fetch(`${environment.GITHUB_URL}/user`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await user.json()).toMatchObject({ login: 'grace' });

  for (const change of [
    { login: 'grace', prompt: 'select_account' },
    // One that the emulator knows and the list does not.
    { login: 'admin' },
    { login: 'nobody' },
  ]) {
    expect((await open(authorization(environment, change))).status).toBe(200);
  }
  const { GOOGLE_ISSUER, GOOGLE_CLIENT_ID } = environment;
  const query = new URLSearchParams({
    client_id: GOOGLE_CLIENT_ID,
    redirect_uri: `${publicUrl}/callback/google`,
    login_hint: 'ada@example.com',
  });
  const google = await open(`${GOOGLE_ISSUER}/o/oauth2/v2/auth?${query}`);
  expect(google.headers.get('location')).toMatch(/\/callback\/google\?code=/);
});

test('the address itself and one that is none have a page for people, and stay as they are for programs', async () => {
  const { GITHUB_URL } = await start();
  const front = await open(GITHUB_URL);
  expect(front.status).toBe(200);
  expect(await front.text()).toContain('Ada Lovelace');
  const missing = await open(`${GITHUB_URL}/nothing`);
  expect(missing.status).toBe(404);
  expect(await missing.text()).toContain('Nothing here');
  for (const path of ['/', '/nothing']) {
    const told = await fetch(GITHUB_URL + path);
    expect([told.status, await told.json()]).toMatchObject([404, { message: 'Not Found' }]);
  }
});

test('whom one may be is told to whoever asks', async () => {
  const { GITHUB_URL, GOOGLE_ISSUER } = await start();
  expect(await (await fetch(`${GITHUB_URL}/__people`)).json()).toEqual(
    githubPeople.map(({ login, name, email }) => ({ account: login, name, email })),
  );
  expect(await (await fetch(`${GOOGLE_ISSUER}/__people`)).json()).toEqual(
    googlePeople.map(({ email, name }) => ({ account: email, name, email })),
  );
});
