import { type Form, formTo, type Page } from '../../behaviour/actors/page.ts';
import type { Person } from '../../behaviour/actors/person.ts';
import { claimsOf, type Client } from '../../behaviour/actors/client.ts';
import type { Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { each, sayPage } from '../runner/words.ts';

const ALLOW = ['decision', 'allow'] as const;
const OURS = { 'sec-fetch-site': 'same-origin' };

interface Waiting {
  readonly client: Client;
  readonly person: Person;
  readonly consent: Page;
  readonly form: Form;
}

/** Somebody at the consent page. */
async function waiting(on: Target, person: Person = on.ada): Promise<Waiting> {
  const client = await on.client();
  const consent = await person.open(client.authorizationUrl());
  return { client, person, consent, form: formTo(consent, '/consent')! };
}

/** A forged post, and whether the person can still decide. */
async function forged(
  { client, person, consent, form }: Waiting,
  headers: Readonly<Record<string, string>>,
  fields: readonly (readonly [string, string])[] = [...form.fields, ALLOW],
): Promise<string> {
  const page = await person.browser.post(form.action, fields, headers);
  const decided = sayPage(await person.decide(consent), client);
  return `${page.isOutside ? 'redirect' : page.status}, then ${decided}`;
}

const REFUSED = '403, then redirect code with state and iss';

export const forms: readonly Row[] = [
  {
    id: 'UI-03',
    attack: 'a consent form that another site posts, or as text or JSON',
    expected: REFUSED,
    changes: 'not compared',
    prepare: (on) =>
      Promise.resolve(() =>
        each<Readonly<Record<string, string>>>(
          {
            'cross-site': { 'sec-fetch-site': 'cross-site' },
            'same-site': { 'sec-fetch-site': 'same-site' },
            'a foreign Origin': { 'sec-fetch-site': '', origin: 'https://evil.example' },
            text: { ...OURS, 'content-type': 'text/plain' },
            JSON: { ...OURS, 'content-type': 'application/json' },
          },
          async (headers) => forged(await waiting(on), headers),
        ),
      ),
  },
  {
    id: 'UI-03',
    attack: 'a consent form without its token, with an empty or a made-up one',
    expected: REFUSED,
    changes: 'not compared',
    prepare: (on) =>
      Promise.resolve(() =>
        each<readonly (readonly [string, string])[]>(
          {
            none: [ALLOW],
            empty: [['csrf', ''], ALLOW],
            'made up': [['csrf', 'x'.repeat(43)], ALLOW],
          },
          async (fields) => forged(await waiting(on), OURS, fields),
        ),
      ),
  },
  {
    id: 'UI-03',
    attack: 'another method in a header or a field',
    expected: 'redirect access_denied, as was pressed',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.operatorClient();
      const somebody = on.stranger();
      const consent = await somebody.open(client.authorizationUrl());
      const form = formTo(consent, '/consent')!;
      const fields = [...form.fields, ['_method', 'DELETE'], ['decision', 'deny']] as const;
      const headers = { ...OURS, 'x-http-method-override': 'DELETE' };
      return async () => {
        const page = await somebody.browser.post(form.action, fields, headers, consent.url);
        return `redirect ${page.url.searchParams.get('error')}, as was pressed`;
      };
    },
  },
  {
    id: 'UI-04',
    attack: 'the form token of another tab, of another person; the tabs go on',
    expected: REFUSED,
    changes: 'not compared',
    async prepare(on) {
      const stranger = on.stranger();
      const foreign = {
        'another tab': await waiting(on),
        'another person': await waiting(on, stranger),
      };
      return () =>
        each(foreign, async ({ form }) => {
          const csrf = form.fields.find(([name]) => name === 'csrf')?.[1] ?? '';
          return forged(await waiting(on), OURS, [['csrf', csrf], ALLOW]);
        });
    },
  },
  {
    id: 'UI-05',
    attack: 'hidden fields that add scopes, swap client and person',
    expected: 'the person, client and scopes of the request',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const grace = on.stranger();
      const verifier = 'v'.repeat(43);
      const url = client.authorizationUrl({ scope: 'notes:read' }, verifier);
      const consent = await grace.open(url, { as: 'grace' });
      return async () => {
        const page = await grace.browser.submit(formTo(consent, '/consent')!, consent, [
          ALLOW,
          ['scope', 'notes:write'],
          ['scope', 'ledger:read'],
          ['scope', 'admin'],
          ['client_id', 'client_other'],
          ['accountId', 'usr_other'],
          ['resource', 'https://ledger.example/mcp'],
        ]);
        const code = page.url.searchParams.get('code') ?? '';
        const { body } = await client.exchange({ code, code_verifier: verifier });
        const claims = claimsOf(String(body.access_token));
        const asAsked =
          claims.scope === 'notes:read' &&
          claims.client_id === client.clientId &&
          claims.preferred_username === 'grace';
        return asAsked ? 'the person, client and scopes of the request' : JSON.stringify(claims);
      };
    },
  },
  {
    id: 'UI-06',
    attack: 'pressing Allow three times at once',
    expected: '1 code, no error',
    changes: 'not compared',
    async prepare(on) {
      const { person, consent, form } = await waiting(on);
      return async () => {
        const pages = await Promise.all(
          [1, 2, 3].map(() => person.browser.submit(form, consent, [ALLOW])),
        );
        const codes = pages.filter(({ url }) => url.searchParams.has('code')).length;
        const failed = pages.some(({ status }) => status >= 400);
        return `${codes} code, ${failed ? 'an error' : 'no error'}`;
      };
    },
  },
  {
    id: 'UI-06',
    attack: 'pressing Allow after Deny, and after the request has expired',
    expected: 'no code, below 500',
    changes: 'not compared',
    async prepare(on) {
      const [denied, late] = [await waiting(on), await waiting(on)];
      await denied.person.decide(denied.consent, { decide: 'deny' });
      const uid = late.consent.url.pathname.split('/').at(-1);
      await on.database.query(
        `UPDATE artifacts SET expires_at = now() - interval '1 second'
         WHERE kind = 'Interaction' AND payload::text LIKE '%' || $1 || '%'`,
        [uid],
      );
      return () =>
        each({ denied, late }, async ({ person, form, consent }) => {
          const page = await person.browser.submit(form, consent, [ALLOW]);
          const code = page.isOutside ? 'a code' : 'no code';
          return `${code}, ${page.status < 500 ? 'below 500' : page.status}`;
        });
    },
  },
  {
    id: 'UI-08',
    attack: 'opening the consent page as nobody, and as somebody else who is signed in',
    expected: 'page 400 stale_interaction, no Location',
    changes: 'not compared',
    async prepare(on) {
      const { consent, client } = await waiting(on);
      const other = on.stranger();
      await other.authorize(client.authorizationUrl(), { as: 'grace' });
      return () =>
        each({ nobody: on.stranger(), other }, async ({ browser }) =>
          sayPage(await browser.open(consent.url)),
        );
    },
  },
];
