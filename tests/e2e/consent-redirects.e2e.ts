import { expect, test } from './fixtures.ts';
import { serveSites } from './serve-sites.ts';

const ONE = 'https://one.example/callback';
const TWO = 'https://two.example/callback';

/** Registers one client with both redirects. @returns how its requests look */
async function registerClient(issuer: string) {
  const response = await fetch(`${issuer}/reg`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Notes',
      redirect_uris: [ONE, TWO],
      token_endpoint_auth_method: 'none',
    }),
  });
  const { client_id } = (await response.json()) as { client_id: string };
  return (redirect_uri: string, more: Record<string, string> = {}) =>
    `${issuer}/auth?${new URLSearchParams({
      client_id,
      redirect_uri,
      response_type: 'code',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
      state: 'a state',
      ...more,
    })}`;
}

test('a consent for one web site of a client is not silent for its other one, and lets no error go there', async ({
  person,
  anotherBrowser,
  stack,
}) => {
  const request = await registerClient(stack.issuer);
  const broken = { code_challenge_method: 'plain' };
  const seen = await serveSites(person.page);
  const at = (host: string) => expect(person.heading).toHaveText(`At ${host}`);

  await person.page.goto(request(ONE));
  await person.signIn('GitHub', 'ada');
  await person.seesConsentFor('Notes');
  await person.allow();
  await at('one.example');
  await person.page.goto(request(ONE));
  await at('one.example');
  expect(new URL(person.page.url()).searchParams.has('code')).toBe(true);
  await person.page.goto(request(ONE, broken));
  await at('one.example');
  expect(new URL(person.page.url()).searchParams.get('error')).toBe('invalid_request');

  await person.page.goto(request(TWO));
  await person.seesConsentFor('Notes');
  await expect(person.page.getByRole('main')).toContainText('two.example');
  await expect(person.page.getByText('allowed before')).toHaveCount(0);
  const held = await person.page.goto(request(TWO, broken));
  expect(held?.status()).toBe(400);
  await expect(person.heading).toHaveText('The app made a mistake');

  // The same person in another browser, where they say no to the second web site.
  const elsewhere = await anotherBrowser();
  const seenElsewhere = await serveSites(elsewhere.page);
  await elsewhere.page.goto(request(TWO));
  await elsewhere.signIn('GitHub', 'ada');
  await elsewhere.button('Deny').click();
  await expect(elsewhere.heading).toHaveText('You denied it. Nothing was shared.');
  await expect(elsewhere.page.getByRole('link', { name: 'Tell two.example' })).toBeVisible();
  await elsewhere.page.goto(request(TWO));
  await elsewhere.seesConsentFor('Notes');
  expect((await elsewhere.page.goto(request(TWO, broken)))?.status()).toBe(400);
  await elsewhere.page.goto(request(ONE));
  await expect(elsewhere.heading).toHaveText('At one.example');

  const toTwo = [...seen, ...seenElsewhere].filter((url) => url.startsWith(TWO));
  expect(toTwo).toEqual([]);

  // Once it is allowed there, it is silent there as well.
  await person.page.goto(request(TWO));
  await person.allow();
  await at('two.example');
  await person.page.goto(request(TWO));
  await at('two.example');
});
