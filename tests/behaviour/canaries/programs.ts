import type { Client, Code } from '../actors/client.ts';
import { tokensOf } from '../actors/client.ts';
import type { AddedClient } from '../actors/gatehouse.ts';
import type { Person } from '../actors/person.ts';
import type { Asking } from './asking.ts';
import { credentials } from './everywhere.ts';
import { known, webClient } from './authorizations.ts';
import { OF_A_TOKEN, REGISTRATION, SCHEMES, TOKEN } from './fields.ts';

/** Every parameter of every grant type, in a token request that is as it should be otherwise. */
export async function tokenParameters(asking: Asking, added: AddedClient): Promise<void> {
  // Each has an authorization of its own, which a code that comes twice may end.
  const [one, other] = [await webClient(asking), await webClient(asking)];
  const [ada, bob] = [await known(asking, one), await known(asking, other)];
  const { client_id, client_secret } = added;
  await Promise.all([
    each(asking, 'authorization_code', async () => ({
      ...credentialsOf(one),
      ...(await code(asking, one, ada)),
    })),
    each(asking, 'refresh_token', async () => {
      const tokens = tokensOf(await other.exchange(await code(asking, other, bob)));
      return { ...credentialsOf(other), refresh_token: tokens.refresh_token };
    }),
    each(asking, 'client_credentials', async () => ({ client_id, client_secret })),
    each(asking, 'urn:ietf:params:oauth:grant-type:token-exchange', async () => credentialsOf(one)),
    each(asking, 'urn:ietf:params:oauth:grant-type:jwt-bearer', async () => credentialsOf(one)),
  ]);
}

function credentialsOf({ clientId, clientSecret = '' }: Client) {
  return { client_id: clientId, client_secret: clientSecret };
}

function code({ stack }: Asking, client: Client, person: Person): Promise<Code> {
  const scope = 'openid offline_access';
  return client.obtainCode(person, { resource: stack.mcpUrl, scope });
}

async function each(
  asking: Asking,
  grant_type: string,
  parameters: () => Promise<Readonly<Record<string, string>>>,
): Promise<void> {
  const { canaries, stack } = asking;
  const url = new URL('/token', stack.issuer);
  const short = grant_type.replace(/^.*:/, '');
  for (const field of TOKEN) {
    const canary = canaries.plant('token', `${field} of ${short}`);
    // As long as a verifier has to be (RFC 7636 §4.1).
    const value = field === 'code_verifier' ? canary.padEnd(43, 'x') : canary;
    await asking.post(url, { grant_type, ...(await parameters()), [field]: value });
  }
  for (const scheme of SCHEMES) {
    const { client_secret: _, ...rest } = await parameters();
    const authorization = credentials(scheme, (at) => canaries.plant('token', `${at} of ${short}`));
    await asking.post(url, { grant_type, ...rest }, { authorization });
  }
}

/** Every parameter of requests about a token, and the token itself. */
export async function tokensAskedAbout(asking: Asking, client: Client): Promise<void> {
  const { canaries, stack } = asking;
  const own = credentialsOf(client);
  for (const endpoint of ['introspection', 'revocation'] as const) {
    for (const field of OF_A_TOKEN) {
      const planted = { [field]: canaries.plant(endpoint, field) };
      await asking.post(new URL(`/token/${endpoint}`, stack.issuer), {
        token: 'x'.repeat(43),
        ...own,
        ...planted,
      });
    }
  }
  const me = () => new URL('/me', stack.issuer);
  await asking.post(me(), { access_token: canaries.plant('userinfo', 'access_token in the body') });
}

/** Every member of a client's metadata, alone and all at once, and members inside of members. */
export async function registrationMembers(asking: Asking): Promise<void> {
  const { canaries, stack } = asking;
  const plant = (member: string) => canaries.plant('registration', member);
  const all: [string, () => unknown][] = [
    ...REGISTRATION.texts.map((name): [string, () => unknown] => [name, () => plant(name)]),
    ...REGISTRATION.addresses.map((name): [string, () => unknown] => [
      name,
      () => `https://${plant(name)}.example/x`,
    ]),
    ...REGISTRATION.lists.map((name): [string, () => unknown] => [name, () => [listed(name)]]),
    ['redirect_uris', () => plant('redirect_uris, no list')],
    ['redirect_uris', () => [`http://${plant('redirect_uris, http')}.example/`]],
    ['redirect_uris', () => [`${plant('redirect_uris, scheme')}:/cb`]],
    ['grant_types', () => [{ x: plant('grant_types, no text') }]],
    [
      'jwks',
      () => ({ keys: [{ kty: plant('jwks kty'), d: plant('jwks d'), x: plant('jwks x') }] }),
    ],
    ['unheard_of', () => ({ deep: [{ [plant('a name of a member')]: plant('a member inside') }] })],
  ];
  const listed = (name: string) =>
    name === 'contacts'
      ? `${plant(name)}@client.example`
      : name.endsWith('uris')
        ? `https://${plant(name)}.example/cb`
        : plant(name);
  const usual = {
    redirect_uris: ['https://client.example/cb'],
    token_endpoint_auth_method: 'none',
  };
  const post = (body: object, authorization?: string) =>
    asking.ask(new URL('/reg', stack.issuer), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body: JSON.stringify(body),
    });
  for (const [member, value] of all) await post({ ...usual, [member]: value() });
  await post(Object.fromEntries(all.map(([member, value]) => [member, value()])));
  await post(usual, `Bearer ${plant('initial access token')}`);
  // The same where a client replaces what it registered (RFC 7592 §2.2).
  const own = (await (await post(usual)).json()) as Readonly<Record<string, string>>;
  const replace = (body: object) =>
    asking.ask(new URL(own.registration_client_uri!), {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${own.registration_access_token}`,
      },
      body: JSON.stringify({ client_id: own.client_id, ...usual, ...body }),
    });
  for (const [member, value] of all) await replace({ [member]: value() });
}

/** A client that is called by canaries, on every page that shows clients. */
export async function shownClients(asking: Asking): Promise<void> {
  const { canaries, stack } = asking;
  const plant = (member: string) => canaries.plant('registration', member);
  const answer = await asking.ask(new URL('/reg', stack.issuer), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: plant('client_name'),
      redirect_uris: [`https://${plant('redirect_uris')}.example/cb`],
      ...Object.fromEntries(
        REGISTRATION.addresses.map((name) => [name, `https://${plant(name)}.example/x`]),
      ),
      contacts: [`${plant('contacts')}@client.example`],
      software_id: plant('software_id'),
      token_endpoint_auth_method: 'none',
    }),
  });
  const { client_id, redirect_uris } = (await answer.json()) as {
    client_id: string;
    redirect_uris: string[];
  };
  const url = new URL('/auth', stack.issuer);
  url.search = new URLSearchParams({
    client_id,
    redirect_uri: redirect_uris[0]!,
    response_type: 'code',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
    resource: stack.mcpUrl,
  }).toString();
  for (const decide of ['deny', 'allow'] as const) {
    const person = asking.person();
    await person.decide(await person.open(url), { decide });
  }
  url.searchParams.set('scope', 'unheard_of');
  await asking.person().open(url);
}
