import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { Client, claimsOf } from './actors/client.ts';
import { formTo, headingOf, type Page, textOf } from './actors/page.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
let client: Client;
let person: Person;
beforeAll(async () => {
  client = await Client.register(stack.issuer);
});
beforeEach(() => {
  person = new Person(stack);
});

/** Signs in upstream, but stops before the callback is opened. @returns the callback's address */
async function callbackOf(somebody: Person): Promise<URL> {
  const callback = await somebody.stopAtCallback(client.authorizationUrl());
  expect(callback.href).toContain(`${stack.issuer}/callback/github`);
  return callback;
}

function expectRefused(page: Page) {
  expect(page).toMatchObject({ status: 403, isOutside: false });
  expect(headingOf(page)).toMatch(/not begun here/i);
}

describe('the upstream state', () => {
  test('brings the browser that began it to the consent page', async () => {
    const page = await person.browser.open(await callbackOf(person));
    expect(formTo(page, '/consent')).toBeDefined();
  });

  test('is refused in another browser, and is still good for the one that began it', async () => {
    const callback = await callbackOf(person);
    const victim = new Person(stack);
    expectRefused(await victim.browser.open(callback));
    await victim.authorize(client.authorizationUrl(), { as: 'grace' });
    expectRefused(await victim.browser.open(callback));
    expect(formTo(await person.browser.open(callback), '/consent')).toBeDefined();
  });

  test('works once', async () => {
    const callback = await callbackOf(person);
    await person.browser.open(callback);
    expectRefused(await person.browser.open(callback));
  });

  test('of one provider is refused at the callback of the other', async () => {
    const callback = await callbackOf(person);
    callback.pathname = '/callback/google';
    expectRefused(await person.browser.open(callback));
  });

  test.each([
    ['unknown', 'x'.repeat(43)],
    ['empty', ''],
    ['cut off', undefined],
  ])('%s is refused', async (_what, state) => {
    const callback = await callbackOf(person);
    const real = callback.searchParams.get('state')!;
    callback.searchParams.set('state', state ?? real.slice(0, -1));
    expectRefused(await person.browser.open(callback));
  });

  test('missing is refused', async () => {
    const callback = await callbackOf(person);
    callback.searchParams.delete('state');
    expectRefused(await person.browser.open(callback));
  });

  test('of one tab does not sign in the other', async () => {
    const [first, second] = [await callbackOf(person), await callbackOf(person)];
    expect(first.searchParams.get('state')).not.toBe(second.searchParams.get('state'));
    const page = await person.browser.open(second);
    expect(formTo(page, '/consent')).toBeDefined();
    expect(formTo(await person.browser.open(first), '/consent')?.action).not.toEqual(
      formTo(page, '/consent')?.action,
    );
  });
});

describe('what is sent to the provider', () => {
  test.each(['github', 'google'] as const)(
    '%s: state and PKCE, new each time',
    async (provider) => {
      const requests: URLSearchParams[] = [];
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const login = await person.browser.open(client.authorizationUrl());
        requests.push((await person.chooseProvider(login, provider)).url.searchParams);
      }
      for (const request of requests) {
        expect(request.get('redirect_uri')).toBe(`${stack.issuer}/callback/${provider}`);
        expect(request.get('response_type') ?? 'code').toBe('code');
        expect(request.get('code_challenge_method')).toBe('S256');
        expect(request.get('code_challenge')).toMatch(/^[\w-]{43}$/);
        expect(request.get('state')).toMatch(/^[\w-]{43}$/);
        expect(request.get('nonce') ?? '').toMatch(provider === 'google' ? /^[\w-]{43}$/ : /^$/);
      }
      for (const name of ['state', 'code_challenge']) {
        expect(requests[0]?.get(name)).not.toBe(requests[1]?.get(name));
      }
    },
  );
});

describe('a sign-in that fails upstream', () => {
  test('with a code that the provider does not know leads back to the login page', async () => {
    const callback = await callbackOf(person);
    callback.searchParams.set('code', 'made-up');
    const page = await person.browser.open(callback);
    expect(formTo(page, '/login')).toBeDefined();
    expect(page.status).toBe(400);
    expect(textOf(page.html)).toMatch(/took too long, or was used already/);
    expect(formTo(await person.signIn(page), '/consent')).toBeDefined();
  });

  test('by the person’s own no says so', async () => {
    const callback = await callbackOf(person);
    callback.searchParams.delete('code');
    callback.searchParams.set('error', 'access_denied');
    const page = await person.browser.open(callback);
    expect(page.status).toBe(403);
    expect(formTo(page, '/login')).toBeDefined();
    expect(textOf(page.html)).toMatch(/cancelled/);
  });
});

describe('where ADMIT asks for no address', () => {
  test.each([
    ['github', 'katherine'],
    ['google', 'tony@example.net'],
  ])('at %s %s signs in without a verified one, which is claimed nowhere', async (provider, as) => {
    const parameters = { resource: undefined, scope: 'openid email' };
    const tokens = await client.obtainTokens(person, parameters, { provider, as });
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const userinfo = await fetch(new URL('/me', stack.issuer), { headers });
    expect(await userinfo.json()).toEqual({
      sub: expect.stringMatching(/^usr_/) as string,
    });
  });
});

describe('somebody who is signed in', () => {
  test('is not asked to sign in again', async () => {
    await person.authorize(client.authorizationUrl());
    const page = await person.browser.open(client.authorizationUrl());
    expect(formTo(page, '/consent')).toBeDefined();
  });

  test('is, where prompt=login demands it', async () => {
    await person.authorize(client.authorizationUrl());
    const page = await person.browser.open(client.authorizationUrl({ prompt: 'login' }));
    expect(formTo(page, '/login')).toBeDefined();
  });

  test('who signs in again with max_age=0 has a fresh auth_time', async () => {
    const scope = 'openid notes:read';
    const first = await client.obtainTokens(person, { scope });
    await new Promise((resolve) => {
      setTimeout(resolve, 1_100);
    });
    const second = await client.obtainTokens(person, { scope, max_age: '0' });
    const [before, after] = [first, second].map(
      ({ id_token: token }) => claimsOf(token!).auth_time,
    );
    expect(Number(after)).toBeGreaterThan(Number(before ?? 0));
  });

  test('who says “Not you?” signs in as somebody else', async () => {
    const consent = await person.open(client.authorizationUrl({ scope: 'openid notes:read' }));
    expect(textOf(consent.html)).toContain('Ada Lovelace');
    const again = await person.browser.submit(formTo(consent, '/switch')!, consent);
    expect(formTo(again, '/login')).toBeDefined();
    const next = await person.signIn(again, { as: 'grace' });
    expect(textOf(next.html)).toContain('Grace Hopper');
    expect(textOf(next.html)).not.toContain('Ada Lovelace');
    expect((await person.decide(next)).url.searchParams.has('code')).toBe(true);
  });

  test('as another than before leaves the old session behind', async () => {
    const first = await client.obtainTokens(person, { scope: 'openid notes:read' });
    const parameters = { scope: 'openid notes:read', prompt: 'login' };
    const second = await client.obtainTokens(person, parameters, { as: 'grace' });
    expect(claimsOf(second.access_token)).toMatchObject({ preferred_username: 'grace' });
    expect(claimsOf(second.access_token).sub).not.toBe(claimsOf(first.access_token).sub);
    const page = await person.browser.open(client.authorizationUrl());
    expect(textOf(page.html)).toContain('Grace Hopper');
  });
});

test('the same e-mail at another provider is another person', async () => {
  const atGitHub = await client.obtainTokens(new Person(stack), {}, { as: 'ada' });
  const choices = { provider: 'google', as: 'ada@example.com' } as const;
  const atGoogle = await client.obtainTokens(new Person(stack), {}, choices);
  expect(claimsOf(atGoogle.access_token).sub).not.toBe(claimsOf(atGitHub.access_token).sub);
});

test('a login page that is opened begins nothing: no cookie binds the browser before the button', async () => {
  await person.browser.open(client.authorizationUrl());
  expect(person.browser.cookies.has('gatehouse_browser')).toBe(false);
});
