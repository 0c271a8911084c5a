import { expectPageHeaders } from '../../behaviour/actors/expect-page.ts';
import { type Page, textOf } from '../../behaviour/actors/page.ts';
import type { Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { each } from '../runner/words.ts';
import { answerForm } from './answer-form.ts';

/** Every kind of page that somebody comes to see. */
async function everyPage(on: Target): Promise<Record<string, Page>> {
  const client = await on.client();
  const somebody = on.stranger();
  const open = (path: string) => on.stranger().browser.open(new URL(path, on.issuer));
  const login = await somebody.browser.open(client.authorizationUrl());
  const toProvider = (await answerForm(somebody, login, '/login', ['provider', 'github'])).page;
  const consent = await somebody.signIn(login);
  const { page, target } = await answerForm(somebody, consent, '/consent', ['decision', 'allow']);
  await somebody.browser.request({ method: 'GET', url: target });
  return {
    start: await open('/'),
    login,
    'hand-off to the provider': toProvider,
    consent,
    'hand-off to the client': page,
    'already done': await somebody.browser.open(consent.url),
    'unknown client': await open('/auth?client_id=nobody'),
    'not found': await open('/nothing'),
    stale: await open('/interaction/nothing'),
    'unknown callback': await open('/callback/github?state=x&code=y'),
  };
}

export const pages: readonly Row[] = [
  {
    id: 'UI-01',
    attack: 'framing any page',
    expected: 'frame-ancestors none, DENY',
    changes: 'not compared',
    prepare: (on) =>
      Promise.resolve(async () =>
        said(await everyPage(on), ({ headers }) => {
          const policy = headers.get('content-security-policy') ?? '';
          const framed = policy.includes("frame-ancestors 'none'") ? 'none' : 'anybody';
          return `frame-ancestors ${framed}, ${headers.get('x-frame-options')}`;
        }),
      ),
  },
  {
    id: 'UI-02',
    attack: 'inline script, foreign form targets, base, on any page',
    expected: 'all headers, no script, no style of its own',
    changes: 'not compared',
    prepare: (on) =>
      Promise.resolve(async () =>
        said(await everyPage(on), ({ headers, html }) => {
          expectPageHeaders(headers);
          const inline = /<script|<style|<base| style=| on\w+=/i.exec(html)?.[0];
          return `all headers, no script, no style of its own${inline ? `, but ${inline}` : ''}`;
        }),
      ),
  },
  {
    id: 'UI-07',
    attack: 'markup in the client’s name, its link, login_hint and scope',
    expected: 'text, and no link that runs anything',
    changes: 'not compared',
    async prepare(on) {
      const markup = '<img src=x onerror=alert(1)>"><script>alert(1)</script>';
      const client = await on.client({ client_name: markup });
      const parameters = { login_hint: markup, scope: `notes:read ${markup.replaceAll(' ', '')}` };
      return async () => {
        const somebody = on.stranger();
        const login = await somebody.browser.open(client.authorizationUrl(parameters));
        const consent = await somebody.signIn(login);
        return said({ login, consent }, sayMarkup);
      };
    },
  },
  {
    id: 'UI-07',
    attack: 'markup in what the provider says went wrong, and in an address that is not found',
    expected: 'text, and no link that runs anything',
    changes: 'not compared',
    prepare: (on) =>
      Promise.resolve(() =>
        each(
          {
            callback:
              '/callback/github?error=<script>alert(1)</script>&error_description=<img src=x>',
            path: '/<script>alert(1)</script>',
            client: '/auth?client_id=<script>alert(1)</script>',
          },
          async (path) => sayMarkup(await on.stranger().browser.open(new URL(path, on.issuer))),
        ),
      ),
  },
  {
    id: 'UI-09',
    attack: 'a consent page that hides who asks, for what, and where the answer goes',
    expected: 'names client, redirect host, scopes, account, “not verified”',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client({ client_name: 'Notebook' });
      return async () => {
        const consent = await on.stranger().open(client.authorizationUrl({ scope: 'notes:read' }));
        const text = textOf(consent.html).toLowerCase();
        const words = {
          client: 'notebook',
          'redirect host': 'client.example',
          scopes: 'notes:read',
          account: 'ada lovelace',
          '“not verified”': 'not verified',
        };
        const named = Object.entries(words).filter(([, word]) => text.includes(word));
        return `names ${named.map(([name]) => name).join(', ')}`;
      };
    },
  },
  {
    id: 'UI-10',
    attack: 'reading or changing grants, sessions and clients of others through an API',
    notApplicable: 'There is no admin or account API yet.',
  },
  {
    id: 'UI-11',
    attack: 'forged tokens of pagination, sorting and filters',
    notApplicable: 'Nothing is paginated, sorted or filtered by request yet.',
  },
  {
    id: 'UI-12',
    attack: 'operators instead of values: client_id[not]=x, an object in a JSON body',
    expected: 'refused',
    prepare: (on) =>
      Promise.resolve(async () => {
        const query = await on.send('/auth?client_id[not]=x&response_type=code');
        const form = await on.send('/token', {
          method: 'POST',
          body: new URLSearchParams({ 'client_id[not]': 'x', grant_type: 'refresh_token' }),
        });
        const json = await on.send('/reg', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ redirect_uris: { not: 'x' } }),
        });
        const answers = { query, form, json };
        return Object.fromEntries(
          Object.entries(answers).map(([name, { status }]) => [
            name,
            status >= 400 && status < 500 ? 'refused' : String(status),
          ]),
        );
      }),
  },
];

function said(all: Readonly<Record<string, Page>>, words: (page: Page) => string) {
  return Object.fromEntries(Object.entries(all).map(([name, page]) => [name, words(page)]));
}

function sayMarkup({ html }: Page): string {
  const markup = /<script|<img src=x/i.test(html) ? 'markup' : 'text';
  const runs = /(?:href|action|src)="(?:javascript|data|vbscript):/i.test(html) ? 'a' : 'no';
  return `${markup}, and ${runs} link that runs anything`;
}
