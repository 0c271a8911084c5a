import { expect } from 'vitest';
import { Client } from './client.ts';
import { type ErrorPages, STATE } from './error-pages.ts';
import { formTo } from './page.ts';
import { type Way, WAYS_OF_THE_SERVER } from './ways-of-the-server.ts';

const known = (on: ErrorPages) => ({ client_id: on.client.clientId });

/** A sign-in that came to nothing at GitHub. */
const failed = (kind: string) => (on: ErrorPages) => ({
  reason: `upstream_${kind}`,
  error: kind,
  provider: 'github',
  ...known(on),
});

/** All the ways there are, by what somebody did or met. */
export const WAYS: Readonly<Record<string, Way>> = {
  'a client that nobody knows': {
    drive: (on) => on.open(on.request({ client_id: `client_${'x'.repeat(22)}` })),
    status: 400,
    line: () => ({
      reason: 'invalid_client',
      endpoint: 'authorization',
      client_id: `client_${'x'.repeat(22)}`,
    }),
  },
  'a client whose id is an address': {
    drive: (on) => on.open(on.request({ client_id: 'ada@example.com' })),
    status: 400,
    line: () => ({ reason: 'invalid_client', error: 'invalid_client' }),
  },
  'a client whose document is out of reach': {
    drive: (on) => on.open(on.request({ client_id: 'https://192.0.2.1/oauth/client.json' })),
    status: 400,
    line: () => ({
      reason: 'client_document',
      error: 'invalid_client',
      client_id: 'https://192.0.2.1/oauth/client.json',
    }),
  },
  'a client that is switched off': {
    async drive(on) {
      const off = await Client.register(on.stack.issuer);
      await on.database.query('UPDATE clients SET disabled_at = now() WHERE id = $1', [
        off.clientId,
      ]);
      return on.open(on.request({}, off));
    },
    status: 400,
    line: () => ({
      reason: 'client_disabled',
      error: 'invalid_client',
      client_id: expect.stringMatching(/^client_/) as string,
    }),
  },
  'a client that is switched off while its page is open': {
    drive: (on) => on.switchedOffMeanwhile(),
    status: 400,
    line: () => ({
      reason: 'client_disabled',
      endpoint: 'interaction',
      client_id: expect.stringMatching(/^client_/) as string,
    }),
  },
  'an address that the client has not registered': {
    drive: (on) => on.open(on.request({ redirect_uri: `https://evil.example/${STATE}` })),
    status: 400,
    line: (on) => ({ reason: 'invalid_redirect_uri', ...known(on) }),
  },
  'a request without an address': {
    drive: (on) => on.open(on.request({ redirect_uri: undefined })),
    status: 400,
    line: (on) => ({ reason: 'invalid_request', parameters: ['redirect_uri'], ...known(on) }),
  },
  'an error that is held': {
    drive: (on) =>
      on.open(on.request({ code_challenge: undefined, code_challenge_method: undefined })),
    status: 400,
    line: (on) => ({ reason: 'held_error', error: 'invalid_request', ...known(on) }),
  },
  'an interaction of no browser': {
    drive: (on) => on.open('/interaction/nothing'),
    status: 400,
    line: () => ({ reason: 'stale_interaction', detail: 'unknown_interaction' }),
  },
  'a resumption of no browser': {
    drive: (on) => on.open('/auth/nothing'),
    status: 400,
    line: () => ({ reason: 'stale_interaction', endpoint: 'resume' }),
  },
  'a form that answers what is not asked': {
    async drive(on) {
      const person = on.somebody();
      const login = await person.browser.open(on.request());
      const form = formTo(login, '/login')!;
      const action = new URL(form.action.href.replace(/login$/, 'consent'));
      return person.browser.submit({ ...form, action }, login, [['decision', 'allow']]);
    },
    status: 400,
    line: (on) => ({ reason: 'stale_interaction', detail: 'other_prompt', ...known(on) }),
  },
  'a sign-in that another browser began': {
    drive: async (on) =>
      on.somebody().browser.open(await on.somebody().stopAtCallback(on.request())),
    status: 403,
    line: () => ({ reason: 'browser_mismatch', endpoint: 'callback' }),
  },
  'an outcome of another browser': {
    async drive(on) {
      const person = on.somebody();
      const callback = await person.stopAtCallback(on.request());
      const response = await person.browser.request({ method: 'GET', url: callback });
      await response.body?.cancel();
      person.browser.cookies.tamper((name, value) =>
        name.startsWith('gatehouse_browser') ? 'x'.repeat(value.length) : value,
      );
      return person.browser.open(on.at(response.headers.get('location')!));
    },
    status: 400,
    line: (on) => ({ reason: 'stale_interaction', detail: 'other_browser', ...known(on) }),
  },
  'a form of another site': {
    drive: (on) => on.post('/interaction/x/login', STATE, { 'sec-fetch-site': 'cross-site' }),
    status: 403,
    line: () => ({ reason: 'cross_site_form', detail: 'other_origin', endpoint: 'login' }),
  },
  'what is no form': {
    drive: (on) => on.post('/interaction/x/login', STATE, { 'content-type': 'text/plain' }),
    status: 403,
    line: () => ({ reason: 'cross_site_form', detail: 'no_form' }),
  },
  'a form without its token': {
    drive: (on) => on.posted((fields) => fields.filter(([name]) => name !== 'csrf')),
    status: 403,
    line: (on) => ({ reason: 'cross_site_form', detail: 'form_token', ...known(on) }),
  },
  'a form of a page that was shown before': {
    drive: (on) => on.post('/sign-in/home', 'csrf=of+another+page&provider=github'),
    status: 403,
    line: () => ({ reason: 'stale_page', detail: 'form_token', endpoint: 'signIn' }),
  },
  'a form that is too large': {
    drive: (on) => on.post('/interaction/x/login', `a=${'x'.repeat(70_000)}`),
    status: 400,
    line: () => ({ reason: 'invalid_request', detail: 'unreadable_request' }),
  },
  'a form that names no provider': {
    drive: (on) => on.posted((fields) => [...fields, ['provider', 'ada@example.com']]),
    status: 400,
    line: (on) => ({ reason: 'invalid_request', detail: 'unknown_provider', ...known(on) }),
  },
  'a posted request that is no form': {
    drive: (on) => on.post('/auth', STATE, { 'content-type': 'text/plain' }),
    status: 400,
    line: () => ({ reason: 'invalid_request', detail: 'unreadable_form' }),
  },
  'a posted request that no redirect can carry': {
    drive: (on) => on.post('/auth', `state=${'é'.repeat(2_000)}`),
    status: 400,
    line: () => ({ reason: 'invalid_request', detail: 'too_long' }),
  },
  'an address with a NUL': {
    drive: (on) => on.open(`/interaction/x?state=${STATE}%00`),
    status: 400,
    line: () => ({ reason: 'invalid_request', detail: 'nul' }),
  },
  'an address that cannot be read': {
    drive: (on) => on.open('/interaction/%ff'),
    status: 400,
    line: () => ({ reason: 'invalid_request', detail: 'unreadable_request' }),
  },
  'an image that takes a step': {
    drive: (on) =>
      on.open(on.request(), { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' }),
    status: 400,
    line: () => ({ reason: 'invalid_request', detail: 'not_a_window' }),
  },
  'somebody whom no rule names': {
    drive: (on) => on.somebody().open(on.request(), { as: 'alan' }),
    status: 403,
    line: (on) => ({
      reason: 'not_admitted',
      provider: 'github',
      subject: expect.stringMatching(/^\d+$/) as string,
      refusal: 'no_rule',
      ...known(on),
    }),
  },
  'somebody whom the operator has disabled': {
    async drive(on) {
      await on.somebody().open(on.request());
      await on.database.query('UPDATE users SET disabled_at = now()');
      try {
        return await on.somebody().open(on.request());
      } finally {
        await on.database.query('UPDATE users SET disabled_at = NULL');
      }
    },
    status: 403,
    line: (on) => ({
      reason: 'not_admitted',
      provider: 'github',
      subject: expect.stringMatching(/^\d+$/) as string,
      refusal: 'disabled',
      ...known(on),
    }),
  },
  'somebody whose address nobody verified': {
    drive: (on) => on.somebody().open(on.request(), { as: 'katherine' }),
    status: 403,
    line: failed('no_verified_email'),
  },
  'a code of the provider that is used already': {
    drive: (on) => on.comesBackWith('made-up'),
    status: 400,
    line: (on) => ({
      // The line of the callback, where the cause is told.
      cause_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      ...failed('expired')(on),
    }),
  },
  'an error of the provider that nobody has described': {
    drive: (on) => on.failing({ path: '/login/oauth/authorize', error: 'constructor' }),
    status: 400,
    line: failed('invalid_response'),
  },
  'a provider that the operator has not set up right': {
    drive: (on) => on.failing({ path: '/login/oauth/authorize', error: 'redirect_uri_mismatch' }),
    status: 503,
    line: failed('misconfigured'),
  },
  'an account that may not be used here': {
    drive: (on) => on.failing({ path: '/login/oauth/authorize', error: 'interaction_required' }),
    status: 403,
    line: failed('policy'),
  },
  'an organisation that asks for its single sign-on': {
    drive: (on) =>
      on.failing({ path: '/user', status: 403, headers: { 'x-github-sso': 'required; url=x' } }),
    status: 403,
    line: failed('sso_required'),
  },
  'an account that is suspended': {
    drive: (on) =>
      on.failing({
        path: '/user',
        status: 403,
        body: { message: 'Sorry. Your account was suspended.' },
      }),
    status: 403,
    line: failed('suspended'),
  },
  'a browser inside of another app': {
    drive: (on) =>
      on.failing({ path: '/o/oauth2/v2/auth', error: 'disallowed_useragent' }, 'google'),
    status: 403,
    line: (on) => ({ ...failed('browser')(on), provider: 'google' }),
  },
  'a provider that does not answer': {
    async drive(on) {
      const person = on.somebody();
      return person.chooseProvider(await person.browser.open(on.request()), 'oidc');
    },
    status: 503,
    line: (on) => ({ ...failed('unavailable')(on), provider: 'oidc' }),
  },
  ...WAYS_OF_THE_SERVER,
};
