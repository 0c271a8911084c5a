import { formTo, type Page } from '../../behaviour/actors/page.ts';
import type { Client, Parameters } from '../../behaviour/actors/client.ts';
import type { Row } from '../runner/row.ts';
import { each, sayPage } from '../runner/words.ts';
import { answerForm } from './answer-form.ts';

/** Requests that are wrong in ways that the library answers at the redirect URI. */
const BROKEN: Readonly<Record<string, Parameters>> = {
  'a nameless response_mode': { response_mode: 'bogus' },
  'no PKCE': { code_challenge: undefined, code_challenge_method: undefined },
  'a foreign resource': { resource: 'https://evil.example/mcp' },
  'response_type=token': { response_type: 'token' },
};

/** `held on a page that names client.example`, or what else became of it. */
function sayHeld(page: Page, client: Client): string {
  const { hostname } = new URL(client.redirectUri);
  if (page.isOutside) return `redirect to ${hostname}`;
  const names = page.html.includes(hostname) ? 'names' : 'does not name';
  return page.headers.has('location')
    ? `redirect to ${hostname}`
    : `held on a page that ${names} ${hostname}`;
}

export const heldErrors: readonly Row[] = [
  {
    id: 'RU-12',
    attack:
      'an open redirect: a broken request for a client that registered itself, before anybody signs in',
    expected: 'held on a page that names client.example',
    stock: 'red',
    async prepare(on) {
      const client = await on.client();
      return () =>
        each(BROKEN, async (parameters) =>
          sayHeld(await on.stranger().browser.open(client.authorizationUrl(parameters)), client),
        );
    },
  },
  {
    id: 'RU-12',
    attack: 'an open redirect by pressing Deny',
    expected: 'held on a page that names client.example',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const somebody = on.stranger();
      const consent = await somebody.open(client.authorizationUrl());
      const form = formTo(consent, '/consent')!;
      return async () =>
        sayHeld(await somebody.browser.submit(form, consent, [['decision', 'deny']]), client);
    },
  },
  {
    id: 'RU-12',
    attack: 'a broken request for a client of the operator',
    expected: 'redirect to client.example',
    stock: { green: 'it redirects every error, and so these as well' },
    async prepare(on) {
      const client = await on.operatorClient();
      return () =>
        each(BROKEN, async (parameters) =>
          sayHeld(await on.stranger().browser.open(client.authorizationUrl(parameters)), client),
        );
    },
  },
  {
    id: 'RU-12',
    attack: 'a broken request for a client that the person, signed in, has agreed to',
    expected: 'redirect to client.example',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      await on.issued({}, client);
      return () =>
        each(BROKEN, async (parameters) =>
          sayHeld(await on.ada.browser.open(client.authorizationUrl(parameters)), client),
        );
    },
  },
  {
    id: 'RU-12',
    attack: 'prompt=none, which is exempt (RFC 9700 §4.11.2)',
    expected: 'redirect login_required with state and iss',
    async prepare(on) {
      const client = await on.client();
      const request = client.authorizationUrl({ prompt: 'none' });
      return async () => sayPage(await on.stranger().browser.open(request), client);
    },
  },
  {
    id: 'RU-15',
    attack: 'a code or state in a referrer, a cache or a page',
    expected: 'no-referrer, no-store, no code',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const somebody = on.stranger();
      return async () => {
        const login = await somebody.browser.open(client.authorizationUrl());
        const toProvider = await answerForm(somebody, login, '/login', ['provider', 'github']);
        const consent = await somebody.signIn(login);
        const toClient = await answerForm(somebody, consent, '/consent', ['decision', 'allow']);
        const last = await somebody.browser.request({ method: 'GET', url: toClient.target });
        const said = {
          login,
          'to the provider': toProvider.page,
          consent,
          'to the client': toClient.page,
        };
        return {
          ...Object.fromEntries(Object.entries(said).map(([name, page]) => [name, sayKept(page)])),
          'the redirect with the code': sayKept({ headers: last.headers, html: '' }),
        };
      };
    },
  },
];

function sayKept({ headers, html }: Pick<Page, 'headers' | 'html'>): string {
  const code = /[?&;]code=/.test(html) ? 'a code' : 'no code';
  const kept = /\bno-store\b/.exec(headers.get('cache-control') ?? '')?.[0] ?? 'kept';
  return [headers.get('referrer-policy'), kept, code].join(', ');
}
