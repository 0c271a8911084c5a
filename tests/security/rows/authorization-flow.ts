import { formTo } from '../../behaviour/actors/page.ts';
import type { Row } from '../runner/row.ts';
import { each, sayPage, spelled } from '../runner/words.ts';
import { answerForm } from './answer-form.ts';

const CODE = 'redirect code with state and iss';

export const authorizationFlow: readonly Row[] = [
  {
    id: 'AZ-03',
    attack: 'resuming with another response_type and redirect_uri in the address',
    expected: CODE,
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const consent = await on.ada.open(client.authorizationUrl());
      return async () => {
        const { target } = await answerForm(on.ada, consent, '/consent', ['decision', 'allow']);
        target.search = '?response_type=token&redirect_uri=https://evil.example/&state=other';
        return sayPage(await on.ada.browser.open(target), client);
      };
    },
  },
  {
    id: 'AZ-07',
    attack: 'prompt=none of nobody',
    expected: 'redirect login_required with state and iss, in 1 request',
    async prepare(on) {
      const client = await on.client();
      return async () => {
        const { browser } = on.stranger();
        const page = await browser.open(client.authorizationUrl({ prompt: 'none' }));
        return `${sayPage(page, client)}, in ${browser.exchanges.length} request`;
      };
    },
  },
  {
    id: 'AZ-07',
    attack: 'prompt=none of somebody who did not agree yet',
    expected: 'redirect consent_required with state and iss',
    changes: 'sessions changed',
    async prepare(on) {
      await on.issued();
      const client = await on.client();
      const request = client.authorizationUrl({ prompt: 'none' });
      return async () => sayPage(await on.ada.browser.open(request), client);
    },
  },
  {
    id: 'AZ-08',
    attack:
      'prompt=login or max_age=0 by somebody who is signed in, then straight to the resume address',
    expected: 'login page, then login page',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      await on.issued({}, client);
      return () =>
        each({ prompt: { prompt: 'login' }, max_age: { max_age: '0' } }, async (demand) => {
          const login = await on.ada.browser.open(client.authorizationUrl(demand));
          const resume = login.url.href.replace('/interaction/', '/auth/');
          const resumed = await on.ada.browser.open(resume);
          return `${sayPage(login, client)}, then ${sayPage(resumed, client)}`;
        });
    },
  },
  {
    id: 'AZ-14',
    attack: 'a redirect that would repeat a form elsewhere, from request to code',
    expected: 'forms are answered 200, all else 200, 302 or 303',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const somebody = on.stranger();
      return async () => {
        await somebody.authorize(client.authorizationUrl());
        const ours = somebody.browser.exchanges.filter(({ url }) => url.origin === on.issuer);
        const forms = ours.filter(({ method }) => method === 'POST').map(({ status }) => status);
        const odd = ours.filter(({ status }) => ![200, 302, 303].includes(status));
        const rest = odd.length === 0 ? '200, 302 or 303' : String(odd[0]?.status);
        return `forms are answered ${[...new Set(forms)].join()}, all else ${rest}`;
      };
    },
  },
  {
    id: 'AZ-15',
    attack: 'mix-up: a response without its issuer, on success and on error',
    expected: `${CODE}; redirect access_denied with state and iss`,
    changes: 'not compared',
    async prepare(on) {
      const client = await on.operatorClient();
      const [first, second] = [on.stranger(), on.stranger()];
      return async () => {
        const allowed = await first.decide(await first.open(client.authorizationUrl()));
        const denied = await second.decide(await second.open(client.authorizationUrl()), {
          decide: 'deny',
        });
        return `${sayPage(allowed, client)}; ${sayPage(denied, client)}`;
      };
    },
  },
  {
    id: 'AZ-16',
    attack: 'silent re-authorisation of a client on loopback that was allowed before',
    expected: 'consent page',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client({ redirect_uris: ['http://127.0.0.1/callback'] });
      await on.issued({}, client);
      return async () => sayPage(await on.ada.browser.open(client.authorizationUrl()), client);
    },
  },
  {
    id: 'AZ-16',
    attack:
      'silent re-authorisation of an https client that a page starts, of ours too, or an old browser',
    expected: 'consent page',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      await on.issued({}, client);
      return () =>
        each(spelled('cross-site', 'same-site', 'same-origin', ''), async (site) => {
          const headers = { 'sec-fetch-site': site };
          return sayPage(await on.ada.browser.open(client.authorizationUrl(), headers), client);
        });
    },
  },
  {
    id: 'AZ-17',
    attack: 'the interaction of another browser: its page, its form',
    expected: 'page 400 stale_interaction, no Location',
    async prepare(on) {
      const consent = await on.ada.open((await on.client()).authorizationUrl());
      const form = formTo(consent, '/consent')!;
      return async () => {
        const { browser } = on.stranger();
        return {
          page: sayPage(await browser.open(consent.url)),
          form: sayPage(await browser.submit(form, consent, [['decision', 'allow']])),
        };
      };
    },
  },
  {
    id: 'AZ-17',
    attack: 'resuming the request of another browser',
    expected: 'page 400 invalid_request, no Location',
    async prepare(on) {
      const consent = await on.ada.open((await on.client()).authorizationUrl());
      const resume = consent.url.href.replace('/interaction/', '/auth/');
      return async () => sayPage(await on.stranger().browser.open(resume));
    },
  },
  {
    id: 'AZ-17',
    attack: 'two requests in one browser that mix',
    expected: `first: ${CODE}; second: ${CODE}`,
    changes: 'not compared',
    async prepare(on) {
      const [first, second] = [await on.client(), await on.client()];
      const tabs = [
        await on.ada.open(first.authorizationUrl({ scope: 'notes:read' })),
        await on.ada.open(second.authorizationUrl()),
      ] as const;
      return async () => {
        const later = await on.ada.decide(tabs[1]);
        const earlier = await on.ada.decide(tabs[0]);
        const code = earlier.url.searchParams.get('code') ?? '';
        const foreign = await second.exchange({ code, code_verifier: 'x'.repeat(43) });
        const mixed = foreign.status === 200 ? ', and they mix' : '';
        return `first: ${sayPage(earlier, first)}; second: ${sayPage(later, second)}${mixed}`;
      };
    },
  },
  {
    id: 'AZ-18',
    attack: 'somebody else signs in while the consent page of the first is open',
    expected: 'no code for the first',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const browser = on.stranger();
      const shown = await browser.open(client.authorizationUrl());
      const login = await browser.browser.open(client.authorizationUrl({ prompt: 'login' }));
      await browser.signIn(login, { as: 'grace' });
      return async () => {
        const page = await browser.decide(shown);
        const code = page.isOutside && page.url.searchParams.has('code');
        return code ? 'a code for the first' : 'no code for the first';
      };
    },
  },
];
