import type { Answer } from '../../behaviour/actors/client.ts';
import type { Row } from '../runner/row.ts';
import { each, sayAnswer } from '../runner/words.ts';
import { basic, post } from './token-requests.ts';

const REFRESH = { grant_type: 'refresh_token', refresh_token: 'x'.repeat(43) };

/** With `with a Basic challenge` where there is one. */
function sayChallenged(answer: Answer): string {
  const challenge = answer.headers.get('www-authenticate') ?? '';
  return `${sayAnswer(answer)}${challenge.startsWith('Basic ') ? ' with a Basic challenge' : ''}`;
}

export const clientAuthentication: readonly Row[] = [
  {
    id: 'TE-01',
    attack: 'a wrong secret, an unknown client, by Basic',
    expected: '401 invalid_client with a Basic challenge, same body',
    async prepare(on) {
      const { clientId } = await on.confidential();
      const headers = {
        'wrong secret': basic(clientId, on.planted('secret')),
        'unknown client': basic('client_nobody', on.planted('secret')),
      };
      const said = 'client authentication failed';
      return () =>
        each(headers, async (one) => {
          const answer = await post(on, REFRESH, one);
          const same = answer.body.error_description === said ? 'same body' : 'another body';
          return `${sayChallenged(answer)}, ${same}`;
        });
    },
  },
  {
    id: 'TE-01',
    attack: 'a wrong secret, an unknown client, no secret at all, in the body',
    expected: '401 invalid_client',
    async prepare(on) {
      const { clientId } = await on.confidential('client_secret_post');
      const wrong = on.planted('secret');
      return () =>
        each<Readonly<Record<string, string>>>(
          {
            'wrong secret': { client_id: clientId, client_secret: wrong },
            'unknown client': { client_id: 'client_nobody', client_secret: wrong },
            'no secret': { client_id: clientId },
          },
          async (credentials) => sayAnswer(await post(on, { ...REFRESH, ...credentials })),
        );
    },
  },
  {
    id: 'TE-02',
    attack: 'two authentication methods at once, or two clients',
    expected: '400 invalid_request',
    async prepare(on) {
      const { clientId, clientSecret } = await on.confidential();
      const other = await on.client();
      return () =>
        each<Readonly<Record<string, string>>>(
          {
            'two methods': { client_id: clientId, client_secret: clientSecret },
            'two clients': { client_id: other.clientId },
          },
          async (more) =>
            sayAnswer(await post(on, { ...REFRESH, ...more }, basic(clientId, clientSecret))),
        );
    },
  },
  {
    id: 'TE-03',
    attack: 'Basic that is no base64, without a colon, with %zz, of bytes that are no text',
    expected: '400 invalid_request',
    prepare: (on) =>
      Promise.resolve(() =>
        each(
          {
            'no base64': 'Basic %%%',
            'no colon': `Basic ${Buffer.from('client').toString('base64')}`,
            '%zz': basic('client', '%zz').authorization,
            'no text': `Basic ${Buffer.from([0xff, 0x3a, 0xfe]).toString('base64')}`,
          },
          async (authorization) => sayAnswer(await post(on, REFRESH, { authorization })),
        ),
      ),
  },
  {
    id: 'TE-03',
    attack: 'Basic whose id and secret are form-encoded, with a colon and a plus in the secret',
    expected: 'the right secret 400 invalid_grant, a colon or a plus 401 invalid_client',
    async prepare(on) {
      const { clientId, clientSecret } = await on.confidential();
      const encoded = Buffer.from(clientSecret).toString('hex').replace(/../g, '%$&');
      return async () => {
        const right = sayAnswer(await post(on, REFRESH, basic(clientId, encoded)));
        const others = await Promise.all(
          [':x', '+'].map(async (more) =>
            sayAnswer(await post(on, REFRESH, basic(clientId, clientSecret + more))),
          ),
        );
        return `the right secret ${right}, a colon or a plus ${[...new Set(others)].join()}`;
      };
    },
  },
  {
    id: 'TE-04',
    attack: 'a client that registered Basic sends its secret in the body',
    // Both carry the same secret: docs/decisions/0033-either-way-of-sending-a-secret.md.
    expected: '400 invalid_grant: known, and its token is not',
    async prepare(on) {
      const { clientId, clientSecret } = await on.confidential('client_secret_basic');
      return async () => {
        const credentials = { client_id: clientId, client_secret: clientSecret };
        const answer = await post(on, { ...REFRESH, ...credentials });
        return `${sayAnswer(answer)}: known, and its token is not`;
      };
    },
  },
  {
    id: 'TE-04',
    attack: 'a client with a secret comes as if it had none',
    expected: '401 invalid_client',
    async prepare(on) {
      const client = await on.confidential();
      return async () => sayAnswer(await post(on, { ...REFRESH, client_id: client.clientId }));
    },
  },
  {
    id: 'TE-05',
    attack: 'private_key_jwt: replay, foreign audience, alg none, a far exp',
    notApplicable:
      'Tests of apps/auth attack assertions, see TE-14; the next row sends one without a key.',
  },
  {
    id: 'TE-05',
    attack: 'an assertion anyway, unsigned',
    expected: '401 invalid_client',
    async prepare(on) {
      const { clientId } = await on.confidential();
      const jwt = [{ alg: 'none' }, { iss: clientId, sub: clientId }]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.');
      const assertion = {
        client_id: clientId,
        client_assertion: `${jwt}.`,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      };
      return async () => sayAnswer(await post(on, { ...REFRESH, ...assertion }));
    },
  },
];
