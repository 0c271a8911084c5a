import { type Answer, HTTPS_REDIRECT } from '../../behaviour/actors/client.ts';
import type { Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { each, sayAnswer, spelled } from '../runner/words.ts';

/** An Authorization header; id and secret are encoded by the caller, or not. */
export const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

/** A token request whose parameters are all there, but for who sends it. */
export const post = (
  on: Target,
  parameters: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  on.send('/token', { method: 'POST', headers, body: new URLSearchParams(parameters) });

const REFRESH = { grant_type: 'refresh_token', refresh_token: 'x'.repeat(43) };

/** With `with a Basic challenge` where there is one. */
function sayChallenged(answer: Answer): string {
  const challenge = answer.headers.get('www-authenticate') ?? '';
  return `${sayAnswer(answer)}${challenge.startsWith('Basic ') ? ' with a Basic challenge' : ''}`;
}

export const tokenEndpoint: readonly Row[] = [
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
    notApplicable: 'private_key_jwt is not built; the next row sends an assertion anyway.',
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
  {
    id: 'TE-06',
    attack: 'a grant type that is off',
    expected: '400 unsupported_grant_type',
    async prepare(on) {
      const { clientId } = await on.client();
      return () =>
        each(
          spelled(
            'password',
            'implicit',
            'urn:ietf:params:oauth:grant-type:device_code',
            'urn:ietf:params:oauth:grant-type:token-exchange',
            'urn:ietf:params:oauth:grant-type:jwt-bearer',
            '__proto__',
          ),
          async (type) => sayAnswer(await post(on, { client_id: clientId, grant_type: type })),
        );
    },
  },
  {
    id: 'TE-06',
    attack: 'no grant type; a refresh by a client that did not register it',
    expected: '400 invalid_request, 400 unauthorized_client',
    async prepare(on) {
      const plain = await on.client({ grant_types: ['authorization_code'] });
      return async () => {
        const none = await post(on, { client_id: plain.clientId });
        const refresh = await post(on, { ...REFRESH, client_id: plain.clientId });
        return `${sayAnswer(none)}, ${sayAnswer(refresh)}`;
      };
    },
  },
  {
    id: 'TE-07',
    attack: 'a parameter twice',
    expected: '400 invalid_request',
    async prepare(on) {
      const { client, code } = await on.code();
      const names = ['grant_type', 'client_id', 'code', 'code_verifier', 'redirect_uri'];
      return () =>
        each(spelled(...names), async (name) => {
          const body = new URLSearchParams({
            grant_type: 'authorization_code',
            client_id: client.clientId,
            redirect_uri: HTTPS_REDIRECT,
            ...code,
          });
          body.append(name, body.get(name)!);
          return sayAnswer(await on.send('/token', { method: 'POST', body }));
        });
    },
  },
  {
    id: 'TE-07',
    attack: 'JSON, multipart, plain text, no body',
    expected: '400 invalid_request',
    prepare: (on) =>
      Promise.resolve(() =>
        each<RequestInit>(
          {
            JSON: { body: '{}', headers: { 'content-type': 'application/json' } },
            multipart: {
              body: '--x--',
              headers: { 'content-type': 'multipart/form-data; boundary=x' },
            },
            text: { body: 'grant_type=x', headers: { 'content-type': 'text/plain' } },
            nothing: {},
          },
          async (init) => sayAnswer(await on.send('/token', { method: 'POST', ...init })),
        ),
      ),
  },
  {
    id: 'TE-07',
    attack: 'GET, HEAD, PUT, DELETE',
    expected: 'not served',
    prepare: (on) =>
      Promise.resolve(() =>
        each(spelled('GET', 'HEAD', 'PUT', 'DELETE'), async (method) => {
          const { status } = await on.send('/token', { method });
          return status === 404 || status === 405 ? 'not served' : String(status);
        }),
      ),
  },
  {
    id: 'TE-08',
    attack: 'a body of 57 KiB, then an ordinary one on the same connection',
    expected: '4xx, then 401 invalid_client',
    prepare: (on) =>
      Promise.resolve(async () => {
        const huge = await post(on, { grant_type: 'x'.repeat(57 * 1024) });
        const next = await post(on, { ...REFRESH, client_id: 'client_nobody' });
        return `${huge.status >= 400 && huge.status < 500 ? '4xx' : huge.status}, then ${sayAnswer(next)}`;
      }),
  },
  {
    id: 'TE-06',
    attack: 'client credentials for a client that registered itself, with a secret and without',
    expected: '400 unauthorized_client',
    async prepare(on) {
      const asked = { grant_types: ['client_credentials', 'authorization_code'] };
      const open = await on.client(asked);
      const method = { token_endpoint_auth_method: 'client_secret_post' };
      const secret = await on.client({ ...asked, ...method });
      on.secrets.add(secret.clientSecret ?? '');
      const grant = { grant_type: 'client_credentials' };
      return () =>
        each(
          {
            public: { ...grant, client_id: open.clientId },
            confidential: {
              ...grant,
              client_id: secret.clientId,
              client_secret: secret.clientSecret ?? '',
            },
          },
          async (one) => sayAnswer(await post(on, one)),
        );
    },
  },
  {
    id: 'TE-09',
    attack: 'a client whose sub equals a person’s id',
    expected: 'the subject of a client is no person’s',
    file: 'apps/auth/src/grants/client-credentials.test.ts',
    titles: ['names the client as nobody’s person can be named, and no grant'],
  },
  {
    id: 'TE-10',
    attack: 'grants that ignore restrictions of scope and app',
    expected: 'the same bounds for every grant type',
    file: 'apps/auth/src/grants/client-credentials.test.ts',
    titles: [
      'has the same bounds as the tokens that people give the client',
      'has the scopes that were asked for and allowed, and the answer names them',
      'is refused for a resource that is not the client’s',
    ],
  },
  {
    id: 'TE-13',
    attack: 'a foreign page posts a code and wants to read the answer',
    expected: '400 invalid_request without Access-Control-Allow-Origin',
    async prepare(on) {
      const { client, code } = await on.code();
      const request = {
        grant_type: 'authorization_code',
        client_id: client.clientId,
        redirect_uri: client.redirectUri,
        ...code,
      };
      return () =>
        each(spelled('https://evil.example', 'null'), async (origin) => {
          const answer = await post(on, request, { origin });
          const allowed = answer.headers.has('access-control-allow-origin') ? 'with' : 'without';
          return `${sayAnswer(answer)} ${allowed} Access-Control-Allow-Origin`;
        });
    },
  },
];
