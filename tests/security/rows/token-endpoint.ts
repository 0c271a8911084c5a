import { HTTPS_REDIRECT } from '../../behaviour/actors/client.ts';
import type { Row } from '../runner/row.ts';
import { each, sayAnswer, spelled } from '../runner/words.ts';
import { post } from './token-requests.ts';

const REFRESH = { grant_type: 'refresh_token', refresh_token: 'x'.repeat(43) };

export const tokenEndpoint: readonly Row[] = [
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
    file: 'apps/auth/src/provider/token/grants/client-credentials.test.ts',
    titles: ['names the client as nobody’s person can be named, and no grant'],
  },
  {
    id: 'TE-10',
    attack: 'grants that ignore restrictions of scope and app',
    expected: 'the same bounds for every grant type',
    file: 'apps/auth/src/provider/token/grants/client-credentials.test.ts',
    titles: [
      'has the same bounds as the tokens that people give the client',
      'has the scopes that were asked for and allowed, and the answer names them',
      'is refused for a resource that is not the client’s',
    ],
  },
  {
    id: 'TE-13',
    attack: 'a foreign page posts a code that it stole, and one whose verifier it has',
    expected: '400 invalid_grant, 200 tokens, none for the page to read',
    changes: 'not compared',
    prepare: (on) =>
      Promise.resolve(() =>
        each(spelled('https://evil.example', 'null', 'chrome-extension://x'), async (origin) => {
          const { client, code } = await on.code();
          const request = {
            grant_type: 'authorization_code',
            client_id: client.clientId,
            redirect_uri: client.redirectUri,
            ...code,
          };
          const stolen = await post(on, { ...request, code_verifier: 'x'.repeat(43) }, { origin });
          const whole = await post(on, request, { origin });
          const read = [stolen, whole].some(({ headers }) =>
            headers.has('access-control-allow-origin'),
          );
          return `${sayAnswer(stolen)}, ${sayAnswer(whole)}, ${read ? 'one' : 'none'} for the page to read`;
        }),
      ),
  },
];
