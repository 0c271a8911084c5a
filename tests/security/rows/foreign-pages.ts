/** What a web page makes its visitors' browsers do, without their knowing. */
import { type Answer, HTTPS_REDIRECT } from '../../behaviour/actors/client.ts';
import type { Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { each, sayAnswer, sayPage, spelled } from '../runner/words.ts';

/** As browsers say that a page made a request. */
const PAGE = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };

const METADATA = JSON.stringify({ redirect_uris: [HTTPS_REDIRECT] });
const JSON_TYPE = { 'content-type': 'application/json' };
const DEAD = { grant_type: 'refresh_token', refresh_token: 'x'.repeat(43) };

/** More than servers.ts lets pages try from one address. */
const FLOOD = 30;

/** Sends until it is refused. @returns the last answer */
async function flood(send: () => Promise<Answer>): Promise<Answer> {
  for (let turn = 1; turn < FLOOD; turn += 1) {
    const answer = await send();
    if (answer.status === 429) return answer;
  }
  return send();
}

/** Registers at the server that is limited, as if from an address. */
const register = (on: Target, address: string, headers: Record<string, string> = {}) =>
  on.proxied('/reg', address, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: METADATA,
  });

export const foreignPages: readonly Row[] = [
  {
    id: 'AZ-21',
    attack: 'a form of a foreign page posts the request of a client that was allowed before',
    expected: 'consent page',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      await on.issued({}, client);
      const { browser } = on.ada;
      const fields = [...client.authorizationUrl().searchParams];
      const evil = new URL('https://evil.example/');
      return async () =>
        sayPage(await browser.post(new URL('/auth', on.issuer), fields, {}, evil), client);
    },
  },
  {
    id: 'AZ-22',
    attack: 'a word that nobody knows beside prompt=none, to be silent and say nothing',
    expected: 'redirect invalid_request with state and iss',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.operatorClient();
      await on.issued({}, client);
      return () =>
        each(
          spelled('none bogus', 'bogus none', 'none create', 'none select_account'),
          async (prompt) =>
            sayPage(await on.ada.browser.open(client.authorizationUrl({ prompt })), client),
        );
    },
  },
  {
    id: 'AZ-22',
    attack: 'words that nobody knows, to lose a demand to sign in or to be asked beside them',
    expected: 'login page; consent page',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      await on.issued({}, client);
      return () =>
        each(
          spelled('bogus login', 'LOGIN', 'create', 'select_account consent'),
          async (prompt) => {
            const demand = client.authorizationUrl({ prompt });
            const consent = client.authorizationUrl({ prompt: 'bogus consent' });
            const { browser } = on.ada;
            const login = sayPage(await browser.open(demand), client);
            return `${login}; ${sayPage(await browser.open(consent), client)}`;
          },
        );
    },
  },
  {
    id: 'TE-18',
    attack: `${FLOOD} posts of a page to each endpoint for tokens, by the browser of somebody`,
    expected: '429 too_many_requests, a program at the same address 400 invalid_grant',
    changes: 'not compared',
    async prepare(on) {
      const { clientId } = await on.client();
      const junk = {
        method: 'POST',
        headers: { ...PAGE, 'content-type': 'text/plain' },
        body: 'x',
      };
      const known = new URLSearchParams({ client_id: clientId, ...DEAD });
      const floods = {
        'dead tokens': ['/token', { method: 'POST', headers: PAGE, body: known }],
        junk: ['/token', junk],
        'at revocation': ['/token/revocation', junk],
        'at introspection': ['/token/introspection', junk],
      } as const;
      let address = 20;
      return () =>
        each(floods, async ([path, init]) => {
          address += 1;
          const visitor = `198.51.100.${address}`;
          const page = await flood(() => on.proxied(path, visitor, init));
          const program = await on.proxied('/token', visitor, { method: 'POST', body: known });
          return `${sayAnswer(page)}, a program at the same address ${sayAnswer(program)}`;
        });
    },
  },
  {
    id: 'TE-19',
    attack: `${FLOOD} posts of a page to /reg, by the browser of somebody`,
    expected: '429 too_many_requests, a program at the same address 201',
    changes: 'not compared',
    prepare: (on) =>
      Promise.resolve(() =>
        each(
          { 'what it may not send': { 'content-type': 'text/plain' }, registrations: JSON_TYPE },
          async (type) => {
            const visitor = type === JSON_TYPE ? '198.51.100.41' : '198.51.100.42';
            const page = await flood(() => register(on, visitor, { ...PAGE, ...type }));
            const program = await register(on, visitor);
            return `${sayAnswer(page)}, a program at the same address ${sayAnswer(program)}`;
          },
        ),
      ),
  },
  {
    id: 'TE-19',
    attack: 'registrations that register nothing, to use up those that others need',
    expected: `${FLOOD} refused, then 201`,
    changes: 'not compared',
    prepare: (on) =>
      Promise.resolve(async () => {
        let refused = 0;
        for (let turn = 0; turn < FLOOD; turn += 1) {
          const body = '{"redirect_uris":["javascript:alert(1)"]}';
          const init = { method: 'POST', headers: JSON_TYPE, body };
          if ((await on.proxied('/reg', '198.51.100.43', init)).status === 400) refused += 1;
        }
        return `${refused} refused, then ${sayAnswer(await register(on, '198.51.100.43'))}`;
      }),
  },
  {
    id: 'TE-20',
    attack: 'a page that loads /auth as image, frame, script or ahead of time',
    expected: '400 invalid_request, no cookie',
    async prepare(on) {
      const { pathname, search } = (await on.client()).authorizationUrl();
      const loads = {
        image: { 'sec-fetch-dest': 'image' },
        frame: { 'sec-fetch-dest': 'iframe' },
        script: { 'sec-fetch-dest': 'script' },
        'ahead of time': { 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch' },
      };
      return () =>
        each(loads, async (headers) => {
          const json = { accept: 'application/json', 'sec-fetch-site': 'cross-site', ...headers };
          const answer = await on.send(`${pathname}${search}`, { headers: json });
          const cookies = answer.headers.getSetCookie().length === 0 ? 'no cookie' : 'a cookie';
          return `${sayAnswer(answer)}, ${cookies}`;
        });
    },
  },
];
