import { newVerifier, type Parameters } from '../../behaviour/actors/client.ts';
import type { Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { each, sayAnswer, sayPage, spelled } from '../runner/words.ts';

const REFUSED = 'redirect invalid_request with state and iss';

/** An authorization request with other PKCE parameters, of a public and of a confidential client. */
async function challenged(on: Target, requests: Readonly<Record<string, Parameters>>) {
  const clients = {
    public: await on.operatorClient(),
    confidential: await on.operatorClient({ token_endpoint_auth_method: 'client_secret_basic' }),
  };
  const spellings = Object.entries(clients).flatMap(([kind, client]) =>
    Object.entries(requests).map(([name, one]) => [`${kind}, ${name}`, { client, one }] as const),
  );
  return () =>
    each(Object.fromEntries(spellings), async ({ client, one }) =>
      sayPage(await on.stranger().browser.open(client.authorizationUrl(one)), client),
    );
}

export const pkce: readonly Row[] = [
  {
    id: 'PK-01',
    attack: 'no code_challenge, public and confidential',
    expected: REFUSED,
    prepare: (on) =>
      challenged(on, {
        neither: { code_challenge: undefined, code_challenge_method: undefined },
        'a method alone': { code_challenge: undefined },
      }),
  },
  {
    id: 'PK-02',
    attack: 'another code_challenge_method',
    expected: REFUSED,
    prepare: (on) =>
      challenged(on, {
        plain: { code_challenge_method: 'plain' },
        omitted: { code_challenge_method: undefined },
        s256: { code_challenge_method: 's256' },
        S512: { code_challenge_method: 'S512' },
      }),
  },
  {
    id: 'PK-03',
    attack: 'a challenge too short, too long, of other characters',
    expected: REFUSED,
    prepare: (on) =>
      challenged(on, {
        42: { code_challenge: 'a'.repeat(42) },
        129: { code_challenge: 'a'.repeat(129) },
        plus: { code_challenge: `${'a'.repeat(42)}+` },
      }),
  },
  {
    id: 'PK-04',
    attack: 'a verifier that is missing or wrong, then the right one',
    expected: '400 invalid_grant, then 200 tokens',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const codes = { missing: await on.code({}, client), wrong: await on.code({}, client) };
      const verifier = { missing: undefined, wrong: newVerifier() };
      return () =>
        each({ missing: 'missing', wrong: 'wrong' } as const, async (which) => {
          const { code } = codes[which];
          const refused = await client.exchange(code, { code_verifier: verifier[which] });
          return `${sayAnswer(refused)}, then ${sayAnswer(await client.exchange(code))}`;
        });
    },
  },
  {
    id: 'PK-05',
    attack: 'a malformed verifier',
    expected: '400 invalid_request',
    async prepare(on) {
      const { client, code } = await on.code();
      return () =>
        each(spelled('short', 'a'.repeat(129), `${'a'.repeat(42)} `), async (verifier) =>
          sayAnswer(await client.exchange(code, { code_verifier: verifier })),
        );
    },
  },
  {
    id: 'PK-06',
    attack:
      'a downgrade: no challenge at the authorization endpoint, a verifier at the token endpoint',
    expected: 'no code without a challenge, 400 invalid_grant for any other',
    async prepare(on) {
      const client = await on.operatorClient();
      const plain = { code_challenge: undefined, code_challenge_method: undefined };
      return async () => {
        const page = await on.stranger().open(client.authorizationUrl(plain));
        const code = page.url.searchParams.get('code');
        const answer = await client.exchange({ code: code ?? 'x', code_verifier: newVerifier() });
        const got = code === null ? 'no code without a challenge' : 'a code without a challenge';
        return `${got}, ${sayAnswer(answer)} for any other`;
      };
    },
  },
  {
    id: 'PK-07',
    attack: 'a challenge, and a token request without verifier',
    expected: '400 invalid_grant',
    async prepare(on) {
      const { client, code } = await on.code();
      return async () => sayAnswer(await client.exchange(code, { code_verifier: undefined }));
    },
  },
  {
    id: 'PK-08',
    attack: 'metadata that offers another method, or none',
    expected: 'S256 alone',
    prepare: (on) =>
      Promise.resolve(() =>
        each(
          spelled('/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'),
          async (path) => {
            const { body } = await on.send(path);
            return `${String(body.code_challenge_methods_supported)} alone`;
          },
        ),
      ),
  },
];
