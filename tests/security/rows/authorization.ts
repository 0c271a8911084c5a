import { LEDGER, NOTES } from '../../behaviour/actors/resources.ts';
import type { Row } from '../runner/row.ts';
import { each, sayAnswer, sayPage, spelled } from '../runner/words.ts';
import { requests } from './requests.ts';

export const authorization: readonly Row[] = [
  {
    id: 'AZ-01',
    attack: 'a client_id that is unknown, a path, empty, missing',
    expected: 'page 400 invalid_client, no Location',
    prepare: requests({
      unknown: { client_id: 'client_nobody' },
      'a path': { client_id: '../../etc/passwd' },
    }),
  },
  {
    id: 'AZ-01',
    attack: 'no client_id',
    expected: 'page 400 invalid_request, no Location',
    prepare: requests({ missing: { client_id: undefined }, empty: { client_id: '' } }),
  },
  ...(
    [
      ['deleted', 'DELETE FROM clients WHERE id = $1'],
      ['disabled', 'UPDATE clients SET disabled_at = now() WHERE id = $1'],
    ] as const
  ).map(
    ([what, sql]): Row => ({
      id: 'AZ-01',
      attack: `a client that was ${what}`,
      expected: 'page 400 invalid_client, no Location',
      async prepare(on) {
        const client = await on.client();
        await on.database.query(sql, [client.clientId]);
        return async () =>
          sayPage(await on.stranger().browser.open(client.authorizationUrl()), client);
      },
    }),
  ),
  {
    id: 'AZ-02',
    attack: 'client_id or redirect_uri twice',
    expected: 'page 400 invalid_request, no Location',
    prepare: twice('client_id', 'redirect_uri'),
  },
  {
    id: 'AZ-02',
    attack: 'scope, code_challenge, nonce or response_type twice',
    expected: 'redirect invalid_request with state and iss',
    prepare: twice('scope', 'code_challenge', 'nonce', 'response_type'),
  },
  {
    id: 'AZ-02',
    attack: 'state twice',
    expected: 'redirect invalid_request with no state and iss',
    prepare: twice('state'),
  },
  {
    id: 'AZ-03',
    attack: 'a response_type that puts tokens in the front channel',
    expected: 'redirect unsupported_response_type with state and iss',
    prepare: requests({
      token: { response_type: 'token' },
      id_token: { response_type: 'id_token', nonce: 'n' },
      'code token': { response_type: 'code token', nonce: 'n' },
      unknown: { response_type: 'magic' },
    }),
  },
  {
    id: 'AZ-04',
    attack: 'a response_mode that is not configured',
    expected: 'redirect unsupported_response_mode with state and iss',
    prepare: requests({
      form_post: { response_mode: 'form_post' },
      web_message: { response_mode: 'web_message' },
      'query.jwt': { response_mode: 'query.jwt' },
      bogus: { response_mode: 'bogus' },
    }),
  },
  {
    id: 'AZ-05',
    attack: 'a request object',
    expected: 'redirect request_not_supported with state and iss',
    prepare: requests({ unsigned: { request: 'e30.e30.' } }),
  },
  {
    id: 'AZ-05',
    attack: 'a request_uri to be fetched',
    expected: 'redirect request_uri_not_supported with state and iss',
    prepare: (on) => requests({ canary: { request_uri: `${on.canary.url}/request` } })(on),
  },
  {
    id: 'AZ-06',
    attack: 'PAR: a request_uri reused, expired, of another client',
    notApplicable: 'Pushed authorization requests are not built; the endpoint is not served.',
  },
  {
    id: 'AZ-09',
    attack: 'PUT, DELETE, HEAD, OPTIONS at /auth',
    expected: '405, Allow: GET, POST',
    async prepare(on) {
      const { search } = (await on.client()).authorizationUrl();
      return () =>
        each(spelled('PUT', 'DELETE', 'HEAD', 'OPTIONS'), async (method) => {
          const { status, headers } = await on.send(`/auth${search}`, { method });
          return `${status}, Allow: ${headers.get('allow')}`;
        });
    },
  },
  {
    id: 'AZ-09',
    attack: 'POST at /auth, which is a redirect to the GET, and changes nothing by itself',
    expected: '303 to the equal GET',
    async prepare(on) {
      const { searchParams } = (await on.client()).authorizationUrl();
      return async () => {
        const { status, headers } = await on.send('/auth', { method: 'POST', body: searchParams });
        const equal = headers.get('location') === `/auth?${searchParams}` ? 'the equal' : 'another';
        return `${status} to ${equal} GET`;
      };
    },
  },
  {
    id: 'AZ-10',
    attack: 'a state of 12 kB, CRLF, an emoji, markup; the same as nonce and login_hint',
    expected: 'echoed as it was, without a header of the attacker',
    async prepare(on) {
      const client = await on.client();
      const odd = {
        '12 kB': 's'.repeat(12_000),
        CRLF: 'a\r\nSet-Cookie: evil=1',
        emoji: '😀',
        markup: '"><script>alert(1)</script>',
      };
      return () =>
        each(odd, async (state) => {
          const short = state.slice(0, 100);
          const parameters = { state, nonce: short, login_hint: short, prompt: 'none' };
          const url = client.authorizationUrl(parameters);
          const { headers } = await fetch(url, { redirect: 'manual' });
          const location = new URL(headers.get('location') ?? 'about:blank');
          const echoed = location.searchParams.get('state') === state ? 'as it was' : 'differently';
          const cookies = headers.getSetCookie().join();
          return `echoed ${echoed}, ${cookies.includes('evil') ? 'with' : 'without'} a header of the attacker`;
        });
    },
  },
  {
    id: 'AZ-10',
    attack: 'NUL in state, nonce or login_hint',
    expected: '400 invalid_request',
    async prepare(on) {
      const { search } = (await on.client()).authorizationUrl({ state: undefined });
      return () =>
        each(spelled('state', 'nonce', 'login_hint'), async (name) =>
          sayAnswer(await on.send(`/auth${search}&${name}=a%00b`, JSON_PLEASE)),
        );
    },
  },
  {
    id: 'AZ-10',
    attack: 'a lone surrogate or broken UTF-8 in state',
    expected: 'below 500',
    async prepare(on) {
      const { search } = (await on.client()).authorizationUrl({ state: undefined });
      return () =>
        each(spelled('%ED%A0%80', '%FF%FE', '%zz', '%'), async (state) => {
          const { status } = await on.send(`/auth${search}&prompt=none&state=${state}`);
          return status < 500 ? 'below 500' : String(status);
        });
    },
  },
  {
    id: 'AZ-11',
    attack: 'scopes of nobody and of another resource beside one that is ours',
    expected: 'consent page about notes:read, token for notes:read',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      return async () => {
        const scope = 'notes:read admin ledger:read';
        const { client: same, code } = await on.code({ scope }, client);
        const { body } = await same.exchange(code);
        const page = await on.ada.open(client.authorizationUrl({ scope, prompt: 'consent' }));
        const shown = ['notes:read', 'admin', 'ledger:read'].filter((one) =>
          page.html.includes(`value="${one}"`),
        );
        return `consent page about ${shown.join(' ')}, token for ${String(body.scope)}`;
      };
    },
  },
  {
    id: 'AZ-12',
    attack: 'a resource that is unknown, relative, below ours, with a fragment',
    expected: 'redirect invalid_target with state and iss',
    prepare: requests({
      unknown: { resource: 'https://evil.example/mcp' },
      relative: { resource: '/mcp' },
      below: { resource: `${NOTES}/admin` },
      fragment: { resource: `${NOTES}#x` },
    }),
  },
  {
    id: 'AZ-12',
    attack: 'two resources',
    expected: 'redirect invalid_target with state and iss',
    async prepare(on) {
      const client = await on.operatorClient();
      const url = client.authorizationUrl();
      url.searchParams.append('resource', LEDGER);
      return async () => sayPage(await on.stranger().browser.open(url), client);
    },
  },
  {
    id: 'AZ-13',
    attack: 'registration=, to be registered by the way',
    expected: 'redirect registration_not_supported with state and iss',
    prepare: requests({ empty: { registration: '{}' } }),
  },
  {
    id: 'AZ-13',
    attack: 'an id_token_hint that nobody signed, or that is none',
    expected: 'redirect invalid_request with state and iss',
    prepare: requests({
      'alg none': {
        scope: 'openid',
        id_token_hint: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c3JfYWRhIn0.',
      },
      junk: { scope: 'openid', id_token_hint: 'e30.e30.' },
    }),
  },
  {
    id: 'AZ-13',
    attack: 'claims= that name somebody, or an id_token_hint of somebody, to skip login',
    expected: 'login page',
    changes: 'artifacts +2',
    async prepare(on) {
      const client = await on.client();
      const { tokens } = await on.issued({ scope: 'openid', resource: undefined }, client);
      const hints = {
        claims: { claims: '{"userinfo":{"sub":{"value":"usr_other"}}}' },
        id_token_hint: { id_token_hint: tokens.id_token, scope: 'openid' },
      };
      return () =>
        each(hints, async (hint) =>
          sayPage(await on.stranger().browser.open(client.authorizationUrl(hint)), client),
        );
    },
  },
];

const JSON_PLEASE = { headers: { accept: 'application/json' } };

/** Requests in which one parameter is repeated. */
function twice(...names: readonly string[]): Extract<Row, { prepare: unknown }>['prepare'] {
  return async (on) => {
    const client = await on.operatorClient();
    return () =>
      each(spelled(...names), async (name) => {
        const url = client.authorizationUrl({ scope: 'notes:read', nonce: 'n' });
        url.searchParams.append(name, url.searchParams.get(name)!);
        return sayPage(await on.stranger().browser.open(url), client);
      });
  };
}
