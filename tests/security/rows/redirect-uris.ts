import {
  HTTPS_REDIRECT,
  type Parameters,
  registrationAnswer,
} from '../../behaviour/actors/client.ts';
import type { Attack, Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { each, sayAnswer, sayPage, spelled } from '../runner/words.ts';

const PAGE = 'page 400 invalid_redirect_uri, no Location';

/** A request for a client with one registered redirect URI, answered at another. */
const asked =
  (registered: string, ...uris: readonly string[]): Attack['prepare'] =>
  async (on) => {
    const client = await on.operatorClient({ redirect_uris: [registered] });
    return () =>
      each(spelled(...uris), async (uri) => {
        const request = client.authorizationUrl({ redirect_uri: uri, prompt: 'none' });
        return sayPage(await on.stranger().browser.open(request), client);
      });
  };

const variant = (id: string, attack: string, ...uris: readonly string[]): Row => ({
  id,
  attack: `${attack} instead of the registered redirect URI`,
  expected: PAGE,
  prepare: asked(HTTPS_REDIRECT, ...uris),
});

const DANGEROUS = [
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://client.example/x',
];

export const redirectUris: readonly Row[] = [
  variant('RU-01', 'another host', 'https://evil.example/callback'),
  variant('RU-02', 'a trailing slash', 'https://client.example/callback/'),
  variant(
    'RU-03',
    'another case',
    'https://CLIENT.example/callback',
    'https://client.example/Callback',
  ),
  variant(
    'RU-04',
    'a query',
    'https://client.example/callback?x=1',
    'https://client.example/callback?',
  ),
  variant(
    'RU-05',
    'dot segments',
    'https://client.example/a/../callback',
    'https://client.example/./callback',
  ),
  variant(
    'RU-06',
    'userinfo',
    'https://client.example@evil.example/callback',
    'https://u:p@client.example/callback',
  ),
  variant(
    'RU-07',
    'a longer host',
    'https://client.example.evil.example/callback',
    'https://client.example./callback',
  ),
  variant(
    'RU-08',
    'another encoding',
    'https://client.example/%2e%2e/callback',
    'https://client.example\\@evil.example/callback',
    'https://client.example/call\tback',
    'https:/client.example/callback',
    'https://сlient.example/callback',
    '//client.example/callback',
    'https://client.example:443/callback',
  ),
  {
    id: 'RU-09',
    attack: 'another port on loopback, which may vary',
    expected: 'redirect login_required at any port',
    async prepare(on) {
      const ports = {
        'http://127.0.0.1/callback': 'http://127.0.0.1:50123/callback',
        'http://[::1]/callback': 'http://[::1]:50123/callback',
        'https://localhost/callback': 'https://localhost:50123/callback',
      };
      const requests = Object.entries(ports).map(async ([registered, uri]) => {
        const client = await on.operatorClient({ redirect_uris: [registered] });
        return [uri, client.authorizationUrl({ redirect_uri: uri, prompt: 'none' })] as const;
      });
      const urls = Object.fromEntries(await Promise.all(requests));
      return () =>
        each(urls, async (url) => {
          const page = await on.stranger().browser.open(url);
          const at = page.url.href.startsWith(url.searchParams.get('redirect_uri') ?? '');
          return `redirect ${page.url.searchParams.get('error')} at ${at ? 'any port' : page.url.host}`;
        });
    },
  },
  {
    id: 'RU-09',
    attack: 'anything else about a loopback redirect URI',
    expected: PAGE,
    prepare: asked(
      'http://127.0.0.1/callback',
      'http://127.0.0.1:50123/other',
      'http://localhost:50123/callback',
      'http://[::1]:50123/callback',
      'http://127.0.0.1.evil.example/callback',
      'http://127.0.0.1@evil.example/callback',
      'http://0.0.0.0:50123/callback',
      'http://127.0.0.2:50123/callback',
      'http://2130706433:50123/callback',
      'https://127.0.0.1:50123/callback',
    ),
  },
  {
    id: 'RU-10',
    attack: 'no redirect_uri, with one registered and with two',
    expected: 'page 400 invalid_request, no Location',
    async prepare(on) {
      const clients = {
        one: await on.operatorClient(),
        two: await on.operatorClient({ redirect_uris: [HTTPS_REDIRECT, 'https://b.example/cb'] }),
      };
      return () =>
        each(clients, async (client) =>
          sayPage(
            await on
              .stranger()
              .browser.open(client.authorizationUrl({ redirect_uri: undefined, prompt: 'none' })),
            client,
          ),
        );
    },
  },
  {
    id: 'RU-11',
    attack: 'registering a scheme that runs or reads something',
    expected: '400 invalid_redirect_uri',
    prepare: (on) =>
      Promise.resolve(() =>
        each(spelled(...DANGEROUS), async (uri) =>
          sayAnswer(await registrationAnswer(on.issuer, { redirect_uris: [uri] })),
        ),
      ),
  },
  {
    id: 'RU-11',
    attack: 'using such a scheme that got into the database some other way',
    expected: 'page 400, no Location',
    async prepare(on) {
      const client = await on.client();
      return () => each(spelled(...DANGEROUS), (uri) => usedAnyway(on, client.clientId, uri));
    },
    changes: 'clients changed',
  },
  {
    id: 'RU-19',
    attack: 'https on loopback, taken for http, for another host of this computer, or for a site',
    expected: PAGE,
    prepare: asked(
      'https://localhost:1234/callback',
      'http://localhost:1234/callback',
      'https://127.0.0.1:1234/callback',
      'https://localhost.evil.example:1234/callback',
      'https://localhost:1234@evil.example/callback',
      'https://localhost:50123/other',
      'https://localhost:99999/callback',
    ),
  },
  exchangedAt('another redirect_uri', { redirect_uri: 'https://client.example/other' }),
  exchangedAt('no redirect_uri, nor a verifier', {
    redirect_uri: undefined,
    code_verifier: undefined,
  }),
  {
    id: 'RU-14',
    attack: 'a registered redirect URI that brings code, state and iss along',
    expected: 'our code, state and iss, each once, and its own tenant',
    changes: 'not compared',
    async prepare(on) {
      const planted = '?tenant=7&code=planted&state=planted&iss=https://evil.example';
      const client = await on.client({ redirect_uris: [HTTPS_REDIRECT + planted] });
      return async () => {
        const { searchParams } = await on.ada.authorize(client.authorizationUrl());
        const once = ['code', 'state', 'iss'].every((name) => {
          const values = searchParams.getAll(name);
          return values.length === 1 && !/planted|evil/.test(values.join());
        });
        const tenant = searchParams.get('tenant') === '7' ? ', and its own tenant' : '';
        return once ? `our code, state and iss, each once${tenant}` : searchParams.toString();
      };
    },
  },
];

function exchangedAt(what: string, parameters: Parameters): Row {
  return {
    id: 'RU-13',
    attack: `${what} at the token endpoint`,
    expected: '400 invalid_grant',
    async prepare(on) {
      const { client, code } = await on.code();
      return async () => sayAnswer(await client.exchange(code, parameters));
    },
  };
}

/** An authorization request for a client whose stored redirect URI is a dangerous one. */
async function usedAnyway(on: Target, clientId: string, uri: string): Promise<string> {
  await on.database.query(
    `UPDATE clients SET kind = 'operator', metadata = jsonb_set(metadata, '{redirect_uris}', $2)
     WHERE id = $1`,
    [clientId, JSON.stringify([uri])],
  );
  const url = new URL('/auth', on.issuer);
  url.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: uri,
    response_type: 'code',
    prompt: 'none',
    code_challenge: 'c'.repeat(43),
    code_challenge_method: 'S256',
  }).toString();
  const { status, headers } = await fetch(url, { redirect: 'manual' });
  return `page ${status}, ${headers.get('location') ?? 'no Location'}`;
}
