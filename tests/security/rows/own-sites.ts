/** What the operator's own sites may do, and nobody by way of them. */
import { NAVIGATION } from '../../behaviour/actors/navigation.ts';
import { type Client, newVerifier } from '../../behaviour/actors/client.ts';
import { NOTES } from '../../behaviour/actors/resources.ts';
import type { Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { each, sayAnswer, sayPage } from '../runner/words.ts';

const FOREIGN = { 'sec-fetch-site': 'cross-site', ...NAVIGATION };
const SCOPE = 'notes:read notes:write';

/** A client with a secret that the operator gave more than others have. */
async function site(on: Target, liberties: readonly string[]): Promise<Client> {
  const client = await on.operatorClient({ token_endpoint_auth_method: 'client_secret_basic' });
  const set = liberties.map((name) => `${name} = true`).join();
  await on.database.query(`UPDATE clients SET ${set} WHERE id = $1`, [client.clientId]);
  return client;
}

const WITHOUT_PKCE = {
  code_challenge: undefined,
  code_challenge_method: undefined,
  resource: undefined,
  scope: 'openid',
  nonce: 'a nonce',
};

/** A challenge as it is, of whatever verifier. */
const PKCE = { code_challenge: 'c'.repeat(43), code_challenge_method: 'S256' };

export const ownSites: readonly Row[] = [
  {
    id: 'AZ-16',
    attack:
      'silent re-authorisation of a client of the operator’s, without --silent, by a foreign page',
    expected: 'consent page',
    changes: 'not compared',
    async prepare(on) {
      const client = await site(on, ['pkce_optional']);
      await on.issued({}, client);
      return async () =>
        sayPage(await on.ada.browser.open(client.authorizationUrl(), FOREIGN), client);
    },
  },
  {
    id: 'AZ-19',
    attack: 'a silent client, from a foreign page that shows no window to anybody',
    expected: 'page 400 invalid_request, no Location; with prompt=none as well',
    changes: 'not compared',
    async prepare(on) {
      const client = await site(on, ['silent']);
      await on.issued({}, client);
      const spellings = {
        'a frame': { 'sec-fetch-dest': 'iframe' },
        'an image': { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' },
        'a script': { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' },
        'ahead of time': { 'sec-purpose': 'prefetch' },
      };
      return () =>
        each(spellings, async (metadata) => {
          const headers = { ...FOREIGN, ...metadata };
          const asks = { scope: SCOPE };
          const { browser } = on.ada;
          const page = await browser.open(client.authorizationUrl(asks), headers);
          const none = client.authorizationUrl({ ...asks, prompt: 'none' });
          const [said, silently] = [page, await browser.open(none, headers)].map((one) =>
            sayPage(one, client),
          );
          return `${said}; with prompt=none ${silently === said ? 'as well' : silently}`;
        });
    },
  },
  {
    id: 'AZ-19',
    attack: 'a silent client that asks for more than was allowed before',
    expected: 'consent page',
    changes: 'not compared',
    async prepare(on) {
      const client = await site(on, ['silent']);
      await on.issued({ scope: 'notes:read' }, client);
      const more = client.authorizationUrl({ scope: SCOPE });
      return async () => sayPage(await on.ada.browser.open(more, FOREIGN), client);
    },
  },
  {
    id: 'AZ-20',
    attack: 'a trusted client that asks for a resource which the operator did not name for it',
    expected: 'consent page, and a code for who somebody is',
    changes: 'not compared',
    async prepare(on) {
      await on.issued();
      const client = await site(on, ['silent', 'trusted']);
      const identity = client.authorizationUrl({ resource: undefined, scope: 'openid' });
      return async () => {
        const { browser } = on.ada;
        const page = await browser.open(client.authorizationUrl(), FOREIGN);
        const known = await browser.open(identity, FOREIGN);
        const answer = known.url.searchParams.has('code') ? 'a code' : sayPage(known, client);
        return `${sayPage(page, client)}, and ${answer} for who somebody is`;
      };
    },
  },
  {
    id: 'AZ-20',
    attack: 'the row of a client that registered itself says trusted, silent and pkce_optional',
    expected: 'consent page, then page 400 invalid_request, no Location',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      await on.issued({}, client);
      await on.database.query(
        'UPDATE clients SET silent = true, trusted = true, pkce_optional = true WHERE id = $1',
        [client.clientId],
      );
      return async () => {
        const { browser } = on.ada;
        const page = await browser.open(client.authorizationUrl({ scope: SCOPE }), FOREIGN);
        const without = await on.stranger().browser.open(client.authorizationUrl(WITHOUT_PKCE));
        return `${sayPage(page, client)}, then ${sayPage(without, client)}`;
      };
    },
  },
  {
    id: 'PK-09',
    attack: 'pkce optional, without a challenge and without what makes up for it',
    expected: 'redirect invalid_request with state and iss',
    async prepare(on) {
      const client = await site(on, ['pkce_optional']);
      const open = await on.operatorClient();
      await on.database.query('UPDATE clients SET pkce_optional = true WHERE id = $1', [
        open.clientId,
      ]);
      const spellings = {
        'no nonce': { client, asks: { ...WITHOUT_PKCE, nonce: undefined } },
        'no openid': { client, asks: { ...WITHOUT_PKCE, scope: 'profile', nonce: undefined } },
        'a resource': { client, asks: { ...WITHOUT_PKCE, resource: NOTES } },
        'a scope of a resource': {
          client,
          asks: { ...WITHOUT_PKCE, scope: 'openid notes:read' },
        },
        plain: { client, asks: { ...WITHOUT_PKCE, code_challenge_method: 'plain' } },
        'a public client': { client: open, asks: WITHOUT_PKCE },
      };
      return () =>
        each(spellings, async ({ client: who, asks }) =>
          sayPage(await on.stranger().browser.open(who.authorizationUrl(asks)), who),
        );
    },
  },
  {
    id: 'PK-10',
    attack:
      'a code without a challenge: a verifier for it, a token for a resource; a challenge left unanswered',
    expected: '400 invalid_grant; 400 invalid_target; 400 invalid_grant; then 200 tokens',
    changes: 'not compared',
    async prepare(on) {
      const client = await site(on, ['pkce_optional']);
      const { code } = await on.code(WITHOUT_PKCE, client);
      const challenged = await on.code({ ...WITHOUT_PKCE, ...PKCE }, client);
      const NONE = { code_verifier: undefined };
      return async () => {
        const answers = [
          await client.exchange(code, { code_verifier: newVerifier() }),
          await client.exchange(code, { ...NONE, resource: NOTES }),
          await client.exchange(challenged.code, NONE),
        ];
        const good = sayAnswer(await client.exchange(code, NONE));
        return `${answers.map(sayAnswer).join('; ')}; then ${good}`;
      };
    },
  },
];
