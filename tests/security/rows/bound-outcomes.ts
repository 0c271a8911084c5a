import { claimsOf, type Client, newVerifier, tokensOf } from '../../behaviour/actors/client.ts';
import { formTo, type Page } from '../../behaviour/actors/page.ts';
import { cameTooSoon, type Person } from '../../behaviour/actors/person.ts';
import type { Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { each, sayPage } from '../runner/words.ts';
import { answerForm } from './answer-form.ts';

const INTERACTION = 'gatehouse_interaction';
const RESUME = 'gatehouse_resume';
const START_AGAIN = 'page 400 invalid_request, no Location';
const VICTIMS = { 'signed out': false, 'signed in': true } as const;

const resumeOf = ({ url }: Page) => new URL(`/auth/${url.pathname.split('/')[2]}`, url);

async function whoIs(person: Person, client: Client): Promise<string> {
  const verifier = newVerifier();
  const silent = client.authorizationUrl({ prompt: 'none' }, verifier);
  const { url } = await person.browser.open(silent);
  const error = url.searchParams.get('error');
  if (error === 'login_required') return 'nobody';
  const code = url.searchParams.get('code');
  if (code === null) return 'somebody';
  const answer = await client.exchange({ code, code_verifier: verifier });
  return String(claimsOf(tokensOf(answer).access_token).preferred_username);
}

/** A victim, and an attacker who knows the client, too. */
async function parties(on: Target, isSignedIn: boolean) {
  const client = await on.client();
  const [attacker, victim] = [on.stranger(), on.stranger()];
  if (isSignedIn) await victim.authorize(client.authorizationUrl(), { as: 'grace' });
  return { client, attacker, victim, before: isSignedIn ? 'grace' : 'nobody' };
}

export const boundOutcomes: readonly Row[] = [
  {
    id: 'SE-10',
    attack: 'an emulated provider, a default key or an open door in production',
    expected: 'it does not start',
    file: 'apps/auth/src/config/production.test.ts',
    titles: ['production refuses'],
  },
  {
    id: 'SE-11',
    attack: 'a planted interaction cookie: the victim signs in, the attacker resumes',
    expected: `${START_AGAIN}; attacker: nobody, victim: as before`,
    changes: 'not compared',
    prepare: async (on) => () =>
      each(VICTIMS, async (isSignedIn) => {
        const { client, attacker, victim, before } = await parties(on, isSignedIn);
        const login = await attacker.browser.open(client.authorizationUrl({ prompt: 'login' }));
        victim.browser.cookies.tossFrom(attacker.browser.cookies, INTERACTION);
        await victim.stopAtResumption(await victim.browser.open(login.url), 'ada');
        const page = sayPage(await attacker.browser.open(resumeOf(login)));
        const who = await whoIs(attacker, client);
        const stays = (await whoIs(victim, client)) === before ? 'as before' : 'changed';
        return `${page}; attacker: ${who}, victim: ${stays}`;
      }),
  },
  {
    id: 'SE-12',
    attack: 'a planted resume cookie with the attacker’s own sign-in behind it',
    expected: `${START_AGAIN}; victim: as before, attacker goes on: consent page`,
    changes: 'not compared',
    prepare: async (on) => () =>
      each(VICTIMS, async (isSignedIn) => {
        const { client, attacker, victim, before } = await parties(on, isSignedIn);
        const login = await attacker.browser.open(client.authorizationUrl());
        const resume = await attacker.stopAtResumption(login, 'alan');
        victim.browser.cookies.tossFrom(attacker.browser.cookies, RESUME);
        const page = sayPage(await victim.browser.open(resume));
        const stays = (await whoIs(victim, client)) === before ? 'as before' : 'changed';
        const own = sayPage(await attacker.browser.open(resume));
        return `${page}; victim: ${stays}, attacker goes on: ${own}`;
      }),
  },
  {
    id: 'SE-13',
    attack: 'a decision to allow, to deny, to cancel, resumed by another browser',
    expected: START_AGAIN,
    changes: 'not compared',
    prepare: async (on) => () =>
      each({ allow: 'allow', deny: 'deny' }, async (decision) => {
        const { client, attacker, victim } = await parties(on, false);
        const consent = await attacker.open(client.authorizationUrl(), { as: 'alan' });
        await answerForm(attacker, consent, '/consent', ['decision', decision]);
        victim.browser.cookies.tossFrom(attacker.browser.cookies, RESUME);
        return sayPage(await victim.browser.open(resumeOf(consent)));
      }),
  },
  {
    id: 'SE-14',
    attack: 'every cookie of the attacker’s planted beforehand, one lost, all lost',
    expected: `${START_AGAIN}; attacker: nobody`,
    changes: 'not compared',
    async prepare(on) {
      const spoil: Readonly<Record<string, (victim: Person, attacker: Person) => void>> = {
        planted: () => undefined,
        'one lost': ({ browser }) => browser.cookies.lose('gatehouse_browser'),
        'all lost': ({ browser }) => browser.cookies.lose('gatehouse_'),
      };
      return () =>
        each(spoil, async (change) => {
          const { client, attacker, victim } = await parties(on, false);
          const login = await attacker.browser.open(client.authorizationUrl());
          await attacker.stopAtResumption(login, 'alan');
          victim.browser.cookies.tossFrom(attacker.browser.cookies, 'gatehouse_');
          const resume = await victim.stopAtResumption(await victim.browser.open(login.url), 'ada');
          change(victim, attacker);
          const theirs = sayPage(await attacker.browser.open(resume));
          if (change !== spoil.planted) {
            const own = sayPage(await victim.browser.open(resume));
            if (own !== theirs) return `victim: ${own}`;
          }
          return `${theirs}; attacker: ${await whoIs(attacker, client)}`;
        });
    },
  },
  {
    id: 'SE-15',
    attack: 'a sign-in made to look newer: Allow is pressed late, the code exchanged late',
    expected: 'the time of the sign-in',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const somebody = on.stranger();
      const verifier = newVerifier();
      const request = client.authorizationUrl({ scope: 'openid notes:read' }, verifier);
      return async () => {
        const consent = await somebody.open(request);
        const accepted = Math.floor(Date.now() / 1000);
        while (Date.now() / 1000 < accepted + 1) await new Promise((go) => setTimeout(go, 50));
        const { url } = await somebody.decide(consent);
        const code = url.searchParams.get('code') ?? '';
        const answer = await client.exchange({ code, code_verifier: verifier });
        const authTime = Number(claimsOf(tokensOf(answer).access_token).auth_time);
        return authTime <= accepted ? 'the time of the sign-in' : 'a later time';
      };
    },
  },
  {
    id: 'UI-13',
    attack: 'a click meant for something else presses Allow, at once and once more',
    expected: 'consent page again, twice; a second later: a code; Deny: at once',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const [allowing, denying] = [on.stranger(), on.stranger()];
      const pages = [
        await allowing.open(client.authorizationUrl()),
        await denying.open(client.authorizationUrl()),
      ] as const;
      /** Presses at the replica that counts the time; nothing was shown there yet. */
      const press = async (person: Person, page: Page, decision: string) => {
        const form = formTo(page, '/consent')!;
        const answer = await on.postAtReplica(person, form.action, [
          ...form.fields,
          ['decision', decision],
        ]);
        return { ...page, html: String(answer.body.text), status: answer.status };
      };
      return async () => {
        const began = performance.now();
        const once = await press(allowing, pages[0], 'allow');
        const twice = await press(allowing, once, 'allow');
        // On a machine that took a second for it, the second press is not at once, and counts.
        const isLate = performance.now() - began > 1_000;
        const held = cameTooSoon(twice);
        const again =
          cameTooSoon(once) && (held || isLate) ? 'consent page again, twice' : 'it counts';
        await new Promise((passed) => setTimeout(passed, 1_100));
        if (held) await press(allowing, twice, 'allow');
        const allowed = await allowing.browser.open(resumeOf(pages[0]));
        await press(denying, pages[1], 'deny');
        const denied = await denying.goOn(await denying.browser.open(resumeOf(pages[1])));
        const code = allowed.url.searchParams.has('code') ? 'a code' : 'nothing';
        const error = denied.url.searchParams.get('error');
        return `${again}; a second later: ${code}; Deny: ${error === 'access_denied' ? 'at once' : 'later'}`;
      };
    },
  },
  {
    id: 'UI-14',
    attack: 'the form in a sandboxed frame, whose Origin is null',
    expected: 'page 403 cross_site_form, no Location',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const other = await on.stranger().open(client.authorizationUrl(), { as: 'grace' });
      const foreign = formTo(other, '/consent')!.fields;
      return () =>
        each<Record<string, string>>(
          {
            'of another site': { 'sec-fetch-site': 'cross-site', origin: 'null' },
            'of a sibling': { 'sec-fetch-site': 'same-site', origin: 'null' },
            'in an old browser, with the token of another': { origin: 'null' },
          },
          async (headers) => {
            const consent = await on.ada.open(client.authorizationUrl());
            const form = formTo(consent, '/consent')!;
            const fields = 'sec-fetch-site' in headers ? form.fields : foreign;
            const response = await on.ada.browser.request({
              method: 'POST',
              url: form.action,
              body: new URLSearchParams(
                [...fields, ['decision', 'allow']].map(([name = '', value = '']) => [name, value]),
              ),
              headers,
            });
            const html = await response.text();
            return sayPage({
              ...consent,
              status: response.status,
              headers: response.headers,
              html,
            });
          },
        );
    },
  },
  {
    id: 'UI-15',
    attack: 'a form token of the same request that another browser was shown',
    expected: 'page 403 cross_site_form, no Location',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const consent = await on.ada.open(client.authorizationUrl());
      const other = on.stranger();
      other.browser.cookies.tossFrom(on.ada.browser.cookies, INTERACTION);
      const shown = await other.browser.open(consent.url);
      return async () => {
        const { action } = formTo(consent, '/consent')!;
        const { fields } = formTo(shown, '/consent')!;
        const press = [...fields, ['decision', 'allow'] as const];
        return sayPage(await on.ada.browser.post(action, press, {}, consent.url));
      };
    },
  },
];
