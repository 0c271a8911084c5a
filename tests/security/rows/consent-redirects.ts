import { Client, HTTPS_REDIRECT, type Parameters } from '../../behaviour/actors/client.ts';
import { formTo, type Page, textOf } from '../../behaviour/actors/page.ts';
import { LEDGER, NOTES } from '../../behaviour/actors/resources.ts';
import type { Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { each, sayPage } from '../runner/words.ts';

const OTHER_SITE = 'https://evil.example/callback';
const LOOPBACK = 'http://127.0.0.1/callback';
const REDIRECTS = [HTTPS_REDIRECT, OTHER_SITE, LOOPBACK, 'com.example.app:/callback'];

const BROKEN: Parameters = { code_challenge_method: 'plain' };
const HELD = 'page 400 invalid_request, no Location';

/** The same client, answered elsewhere. */
const at = ({ issuer, clientId }: Client, redirectUri: string) =>
  new Client(issuer, clientId, redirectUri);

/** A client of several redirects that ada has allowed something at one of them. */
async function agreedAt(on: Target, redirectUri: string, parameters: Parameters = {}) {
  const client = at(await on.client({ redirect_uris: REDIRECTS }), redirectUri);
  await on.issued(parameters, client);
  return client;
}

/** What a request of the client comes to that ada opens. */
const opened = async (on: Target, client: Client, parameters: Parameters = {}) =>
  sayPage(await on.ada.browser.open(client.authorizationUrl(parameters)), client);

const byRedirect = (uris: readonly string[]) => Object.fromEntries(uris.map((uri) => [uri, uri]));

export const consentRedirects: readonly Row[] = [
  {
    id: 'UI-16',
    attack:
      'a consent remembered for one redirect, used by a link for a web site of the same client',
    expected: 'consent page',
    changes: 'not compared',
    prepare: (on) =>
      Promise.resolve(() =>
        each(byRedirect(REDIRECTS.filter((uri) => uri !== OTHER_SITE)), async (redirect) =>
          opened(on, at(await agreedAt(on, redirect), OTHER_SITE)),
        ),
      ),
  },
  {
    id: 'UI-16',
    attack: 'the same with prompt=none, where nobody would see it',
    expected: 'redirect consent_required with state and iss',
    changes: 'sessions changed',
    stock: 'red',
    async prepare(on) {
      const client = await on.client({ redirect_uris: [HTTPS_REDIRECT, OTHER_SITE] });
      await on.issued({}, client);
      const scope = 'notes:read notes:write';
      return () => opened(on, at(client, OTHER_SITE), { scope, prompt: 'none' });
    },
  },
  {
    id: 'UI-17',
    attack: 'a scope allowed at one redirect asked for at another, a redirect of another resource',
    expected: 'consent page',
    changes: 'not compared',
    async prepare(on) {
      const client = await agreedAt(on, HTTPS_REDIRECT);
      const other = at(client, OTHER_SITE);
      await on.issued({ scope: 'notes:read' }, other);
      const third = await agreedAt(on, OTHER_SITE, { resource: LEDGER, scope: 'ledger:read' });
      await on.issued({ resource: NOTES }, at(third, HTTPS_REDIRECT));
      return async () => ({
        'another scope': await opened(on, other, { scope: 'notes:write' }),
        'another resource': await opened(on, third),
      });
    },
  },
  {
    id: 'UI-18',
    attack: 'asking again, so that what a person left out comes ticked without a word',
    expected: 'unticked, and said before there is a grant; ticked, and said where one lacks it',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const both = { scope: 'notes:read notes:write', prompt: 'consent' };
      const choices = { untick: ['notes:write'] };
      const page = () => on.ada.open(client.authorizationUrl(both));
      await on.issued();
      return async () => {
        const code = await client.obtainCode(on.ada, both, choices);
        const before = sayLeftOut(await page());
        const { status } = await client.exchange(code);
        const lacks = sayLeftOut(await page());
        return `${before} before there is a grant; ${lacks} where one lacks it${status === 200 ? '' : `, ${status}`}`;
      };
    },
  },
  {
    id: 'UI-19',
    attack: 'a step-up by which one device gets what only another device of the client has',
    expected: 'only what every grant of the client has is kept',
    file: 'apps/auth/src/consent/step-up.test.ts',
    titles: ['of one device gives it nothing that only another device has'],
  },
  {
    id: 'UI-19',
    attack: 'a step-up at one redirect of the client by which it keeps what was allowed at another',
    expected: 'unticked, and not “allowed before”',
    file: 'apps/auth/src/consent/step-up.test.ts',
    titles: ['lends nothing that was allowed at the first: it is there to be ticked, and no more'],
  },
  {
    id: 'RU-12',
    attack: 'Deny, for a program on this computer, which is told at once',
    expected: 'redirect access_denied with state and iss',
    changes: 'not compared',
    prepare: (on) =>
      Promise.resolve(() =>
        each(byRedirect([LOOPBACK, 'com.example.app:/callback']), async (redirect) => {
          const client = await on.client({ redirect_uris: [redirect] });
          const somebody = on.stranger();
          const consent = await somebody.open(client.authorizationUrl());
          const form = formTo(consent, '/consent')!;
          const end = await somebody.browser.submit(form, consent, [['decision', 'deny']]);
          return sayPage(end, client);
        }),
      ),
  },
  {
    id: 'RU-16',
    attack: 'errors for another redirect of a client that the person has agreed to',
    expected: HELD,
    changes: 'not compared',
    async prepare(on) {
      const client = await agreedAt(on, HTTPS_REDIRECT);
      const others = REDIRECTS.filter((uri) => uri !== HTTPS_REDIRECT);
      return () => each(byRedirect(others), (uri) => opened(on, at(client, uri), BROKEN));
    },
  },
  {
    id: 'RU-17',
    attack: 'an error that nobody pressed, dressed as a no, or after a no to something else',
    expected: HELD,
    changes: 'not compared',
    async prepare(on) {
      const client = at(await on.client({ redirect_uris: REDIRECTS }), LOOPBACK);
      await on.issued();
      return async () => {
        const dressed = await opened(on, client, {
          ...BROKEN,
          error: 'access_denied',
          error_description: 'the person declined the request',
          result: '{"error":"access_denied"}',
        });
        await on.ada.decide(await on.ada.open(client.authorizationUrl()), { decide: 'deny' });
        return { dressed, 'after a no': await opened(on, client, BROKEN) };
      };
    },
  },
];

function sayLeftOut(page: Page): string {
  const { checkboxes, fields = [] } = formTo(page, '/consent') ?? {};
  // At a step-up one new thing has no checkbox: *Allow* brings it.
  const ticked =
    checkboxes?.get('notes:write') ??
    fields.some(([name, value]) => name === 'scope' && value === 'notes:write');
  const said = textOf(page.html).includes('You left this out before') ? 'said' : 'not said';
  return `${ticked ? 'ticked' : 'unticked'}, and ${said}`;
}
