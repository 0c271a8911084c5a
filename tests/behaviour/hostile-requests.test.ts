/** The same for what browsers send (hostile-bodies.test.ts): a page, or a redirect of ours. */
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Client, HTTPS_REDIRECT } from './actors/client.ts';
import {
  answered,
  FORM,
  followLog,
  pageFaultOf,
  post,
  shortly,
  words,
} from './actors/hostile-answers.ts';
import { type Body, FORM_VALUES, formBodies } from './actors/hostile-bodies.ts';
import { formTo } from './actors/page.ts';
import { Person } from './actors/person.ts';

const stack = inject('stack');
let told: Awaited<ReturnType<typeof followLog>>;
beforeAll(async () => {
  told = await followLog(stack.logUrl);
});

describe('what the browser sends', () => {
  const queries = (name: string, path: string, fields: Record<string, string>) =>
    FORM_VALUES.map((value) => {
      const { [name]: _replaced, ...others } = fields;
      return `${path}?${new URLSearchParams(others)}&${name}=${value}`;
    });

  test('to /auth and the callbacks, hostile in each parameter', async () => {
    const client = await Client.register(stack.issuer, { redirect_uris: [HTTPS_REDIRECT] });
    const request = Object.fromEntries(client.authorizationUrl().searchParams);
    const names = words(`
    client_id redirect_uri response_type response_mode scope state nonce
    resource prompt max_age display login_hint id_token_hint ui_locales
    claims acr_values request request_uri registration code_challenge
    code_challenge_method claims_locales dpop_jkt __proto__ constructor
  `);
    const { browser } = new Person(stack);
    const found: Record<string, string> = {};
    const open = async (path: string) => {
      const url = new URL(stack.issuer + path);
      const fault = pageFaultOf(await answered(await browser.request({ method: 'GET', url })));
      if (fault !== undefined) found[path.slice(-80)] = fault;
    };
    for (const name of names) await Promise.all(queries(name, '/auth', request).map(open));
    for (const name of ['state', 'code', 'error', 'iss', 'scope']) {
      await Promise.all(queries(name, '/callback/github', {}).map(open));
      await Promise.all(queries(name, '/callback/google', {}).map(open));
    }
    expect(found).toEqual({});
  });

  test.each([
    ['login', 'login'],
    ['cancel', 'login'],
    ['consent', 'consent'],
    ['switch', 'consent'],
  ])('to the form %s', async (form, pageWith) => {
    const client = await Client.register(stack.issuer);
    const person = new Person(stack);
    const found: Record<string, string> = {};
    const arrive = async () => {
      const request = client.authorizationUrl();
      const page = await (pageWith === 'login'
        ? person.browser.open(request)
        : person.open(request));
      const { action, fields } = formTo(page, `/${pageWith}`)!;
      const csrf = fields.find(([name]) => name === 'csrf')![1];
      return { url: new URL(action.href.replace(/\w+$/, form)), csrf };
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
    const { url, csrf } = await arrive();
    for (const [what, body] of Object.entries(formBodies('decision=allow'))) {
      await send(url, what, body);
    }
    for (const value of FORM_VALUES) {
      const what = shortly(value);
      await send(url, `csrf=${what}`, { body: `csrf=${value}` });
      await send(url, `csrf twice, ${what}`, { body: `csrf=${csrf}&csrf=${value}` });
      // Where the token is right the form acts, so that each value needs a page of its own.
      const fresh = await arrive();
      const body = `csrf=${fresh.csrf}&provider=${value}&decision=allow&scope=${value}&scope=${value}`;
      await send(fresh.url, `fields=${what}`, { body });
    }
    expect(found).toEqual({});
  });
});

test('none of all this is an error in the log', async () => {
  const { faults: inLog, lines } = await told();
  expect(inLog).toEqual([]);
  expect(lines).toBeGreaterThan(100);
});
