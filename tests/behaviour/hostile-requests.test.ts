/** The same for what browsers send (hostile-bodies.test.ts): a page, or a redirect of ours. */
import { testDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStack } from '../harness/stack.ts';
import { Client, HTTPS_REDIRECT } from './actors/client.ts';
import {
  answered,
  FORM,
  pageFaultOf,
  post,
  shortly,
  tellsOfAFault,
  words,
} from './actors/hostile-answers.ts';
import { type Body, FORM_VALUES, formBodies } from './actors/hostile-bodies.ts';
import { formTo } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

// Of its own: what others do at the shared one is no fault of these.
const stack = await startStack({
  databaseUrl: await testDatabaseUrl(),
  withMcp: false,
  auth: { RESOURCES },
});
afterAll(() => stack.stop());

const PARAMETERS = words(`
  client_id redirect_uri response_type response_mode scope state nonce resource prompt max_age display
  login_hint id_token_hint ui_locales claims acr_values request request_uri registration code_challenge
  code_challenge_method claims_locales dpop_jkt __proto__ constructor
`);

describe('what the browser sends', () => {
  let request: Record<string, string>;
  beforeAll(async () => {
    const client = await Client.register(stack.issuer, { redirect_uris: [HTTPS_REDIRECT] });
    request = Object.fromEntries(client.authorizationUrl().searchParams);
  });

  /** Opens an address with each hostile value of a parameter. @returns what was wrong, by value */
  async function faults(path: string, name: string, fields: Readonly<Record<string, string>>) {
    const { [name]: _replaced, ...others } = fields;
    const { browser } = new Person(stack);
    const found: Record<string, string> = {};
    for (const value of FORM_VALUES) {
      const url = new URL(`${path}?${new URLSearchParams(others)}&${name}=${value}`, stack.issuer);
      const fault = pageFaultOf(await answered(await browser.request({ method: 'GET', url })));
      if (fault !== undefined) found[shortly(value)] = fault;
    }
    return found;
  }

  test.each(PARAMETERS)('to /auth, with a hostile %s', async (name) => {
    expect(await faults('/auth', name, request)).toEqual({});
  });

  test.each(['state', 'code', 'error', 'iss', 'scope'])(
    'to the callbacks, with a hostile %s',
    async (name) => {
      expect(await faults('/callback/github', name, {})).toEqual({});
      expect(await faults('/callback/google', name, {})).toEqual({});
    },
  );

  test.each([
    ['login', 'login'],
    ['cancel', 'login'],
    ['consent', 'consent'],
    ['switch', 'consent'],
  ])('to the form %s', { timeout: 120_000 }, async (form, pageWith) => {
    const client = await Client.register(stack.issuer);
    const person = new Person(stack);
    const found: Record<string, string> = {};
    const arrive = async () => {
      const url = client.authorizationUrl();
      const page = await (pageWith === 'login' ? person.browser.open(url) : person.open(url));
      const { action, fields } = formTo(page, `/${pageWith}`)!;
      const csrf = fields.find(([name]) => name === 'csrf')![1];
      return { target: new URL(action.href.replace(/\w+$/, form)), csrf };
    };
    const send = async (url: URL, what: string, { body, headers }: Body) => {
      const sent = await post(url, FORM, {
        body,
        headers: {
          cookie: person.browser.cookies.header(url) ?? '',
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
      });
      const fault = pageFaultOf(sent);
      if (fault !== undefined) found[what] = fault;
    };
    const { target, csrf } = await arrive();
    for (const [what, body] of Object.entries(formBodies('decision=allow'))) {
      await send(target, what, body);
    }
    for (const value of FORM_VALUES) {
      await send(target, `csrf=${shortly(value)}`, { body: `csrf=${value}` });
      await send(target, `csrf twice, ${shortly(value)}`, { body: `csrf=${csrf}&csrf=${value}` });
    }
    // Where the token is right the form acts, so that each value needs a page of its own; two of the
    // forms read nothing else.
    const readsMore = form === 'login' || form === 'consent';
    for (const value of readsMore ? FORM_VALUES : FORM_VALUES.slice(0, 1)) {
      const fresh = await arrive();
      const body = `csrf=${fresh.csrf}&provider=${value}&decision=allow&scope=${value}&scope=${value}`;
      await send(fresh.target, `fields=${shortly(value)}`, { body });
    }
    expect(found).toEqual({});
  });
});

test('none of all this is an error in the log', async () => {
  const lines = stack.auth.output.split('\n');
  expect(lines.filter(tellsOfAFault)).toEqual([]);
  expect(lines.length).toBeGreaterThan(100);
});
