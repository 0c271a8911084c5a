import { claimsOf } from '../../behaviour/actors/client.ts';
import { type Person, providersOn } from '../../behaviour/actors/person.ts';
import type { Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { each, sayPage } from '../runner/words.ts';
import { EDSGER, setDisabled } from './taken-away.ts';

const REFUSED = 'page 403 browser_mismatch, no Location';

/** Somebody who stands before the callback, and the address that leads there. */
async function atCallback(on: Target, person: Person = on.stranger()) {
  const client = await on.client();
  const callback = await person.stopAtCallback(client.authorizationUrl({ prompt: 'login' }));
  return { person, client, callback };
}

/** Every provider that people may sign in with. */
async function providersOf(on: Target): Promise<string[]> {
  const client = await on.client();
  const providers = providersOn(await on.stranger().browser.open(client.authorizationUrl()));
  if (providers.length < 2) throw new Error('there is nothing to mix up');
  return providers;
}

function named(providers: readonly string[]): Record<string, string> {
  return Object.fromEntries(providers.map((provider) => [provider, provider]));
}

export const upstream: readonly Row[] = [
  {
    id: 'FE-01',
    attack: 'a callback without state, with an unknown one, one cut short, an expired one',
    expected: REFUSED,
    changes: 'not compared',
    async prepare(on) {
      const spoilt: Readonly<Record<string, (state: string) => string | undefined>> = {
        missing: () => undefined,
        empty: () => '',
        unknown: () => 'x'.repeat(43),
        'cut short': (state) => state.slice(0, -1),
        expired: (state) => state,
      };
      return () =>
        each(spoilt, async (spoil) => {
          const { person, callback } = await atCallback(on);
          const state = callback.searchParams.get('state') ?? '';
          const changed = spoil(state);
          if (changed === undefined) callback.searchParams.delete('state');
          else callback.searchParams.set('state', changed);
          if (changed === state) {
            await on.database.query(
              `UPDATE artifacts SET expires_at = now() - interval '1 second'
               WHERE kind = 'UpstreamState'`,
            );
          }
          return sayPage(await person.browser.open(callback));
        });
    },
  },
  {
    id: 'FE-01',
    attack: 'a callback that is used twice',
    expected: `consent page, then ${REFUSED}`,
    changes: 'not compared',
    async prepare(on) {
      const { person, callback } = await atCallback(on);
      return async () => {
        const first = sayPage(await person.browser.open(callback));
        return `${first}, then ${sayPage(await person.browser.open(callback))}`;
      };
    },
  },
  {
    id: 'FE-02',
    attack: 'a callback opened in the browser of a victim, who is nobody here or signed in',
    expected: `${REFUSED}, and the owner: consent page`,
    changes: 'not compared',
    async prepare(on) {
      const signedIn = on.stranger();
      await signedIn.authorize((await on.client()).authorizationUrl(), { as: 'grace' });
      return () =>
        each({ nobody: on.stranger(), 'signed in': signedIn }, async (victim) => {
          const { person, callback } = await atCallback(on);
          const theirs = sayPage(await victim.browser.open(callback));
          return `${theirs}, and the owner: ${sayPage(await person.browser.open(callback))}`;
        });
    },
  },
  {
    id: 'FE-03',
    attack: 'a link that makes a browser ready for the attacker’s callback',
    expected: 'no binding cookie before the button, one after',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const somebody = on.stranger();
      return async () => {
        const bound = () => somebody.browser.cookies.has('gatehouse_browser');
        const login = await somebody.browser.open(client.authorizationUrl());
        const before = bound() ? 'a' : 'no';
        await somebody.chooseProvider(login, 'github');
        return `${before} binding cookie before the button, ${bound() ? 'one' : 'none'} after`;
      };
    },
  },
  {
    id: 'FE-04',
    attack: 'the answer of GitHub at the callback of another provider',
    expected: REFUSED,
    changes: 'not compared',
    async prepare(on) {
      const others = (await providersOf(on)).filter((provider) => provider !== 'github');
      return () =>
        each(named(others), async (provider) => {
          const { person, callback } = await atCallback(on);
          callback.pathname = `/callback/${provider}`;
          return sayPage(await person.browser.open(callback));
        });
    },
  },
  {
    id: 'FE-05',
    attack: 'an answer that names another issuer',
    expected: 'login page',
    changes: 'not compared',
    async prepare(on) {
      const { person, callback } = await atCallback(on);
      callback.searchParams.set('iss', 'https://evil.example');
      return async () => sayPage(await person.browser.open(callback));
    },
  },
  {
    id: 'FE-05',
    attack: 'one redirect URI for several providers',
    expected: 'its own callback',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const providers = await providersOf(on);
      return () =>
        each(named(providers), async (provider) => {
          const somebody = on.stranger();
          const login = await somebody.browser.open(client.authorizationUrl());
          const { url } = await somebody.chooseProvider(login, provider);
          const own = `${on.issuer}/callback/${provider}`;
          return url.searchParams.get('redirect_uri') === own ? 'its own callback' : url.href;
        });
    },
  },
  {
    id: 'FE-06',
    attack: 'error and error_description of markup, CRLF, Cyrillic from upstream',
    expected: 'login page in our words',
    changes: 'not compared',
    prepare: (on) =>
      Promise.resolve(() =>
        each(
          {
            markup: '<script>alert(1)</script>',
            CRLF: 'a\r\nset-cookie: evil=1',
            Cyrillic: 'ошибка',
          },
          async (hostile) => {
            const { person, callback } = await atCallback(on);
            callback.searchParams.delete('code');
            callback.searchParams.set('error', hostile);
            callback.searchParams.set('error_description', hostile);
            const page = await person.browser.open(callback);
            return `${sayPage(page)} in ${page.html.includes(hostile) ? 'theirs' : 'our words'}`;
          },
        ),
      ),
  },
  {
    id: 'FE-10',
    attack: 'the same e-mail address at another provider',
    expected: 'another person',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      return async () => {
        const github = await client.obtainTokens(on.stranger(), {}, { as: 'ada' });
        const choices = { provider: 'google', as: 'ada@example.com' } as const;
        const google = await client.obtainTokens(on.stranger(), {}, choices);
        const same = claimsOf(github.access_token).sub === claimsOf(google.access_token).sub;
        return same ? 'the same person' : 'another person';
      };
    },
  },
  {
    id: 'FE-13',
    attack: 'linking the attacker’s account to the victim’s session',
    notApplicable: 'Accounts are never linked yet: one upstream account is one person.',
  },
  {
    id: 'FE-14',
    attack: 'unlinking the last account, or another person’s',
    notApplicable: 'Accounts are never linked yet, so there is nothing to unlink.',
  },
  {
    id: 'FE-15',
    attack: 'somebody who was disabled signs in',
    expected: 'page 403, no session',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      await on.stranger().authorize(client.authorizationUrl(), EDSGER);
      return async () => {
        await setDisabled(on, true);
        const somebody = on.stranger();
        const page = await somebody.open(client.authorizationUrl(), EDSGER);
        const silent = await somebody.browser.open(client.authorizationUrl({ prompt: 'none' }));
        await setDisabled(on, false);
        const session = silent.url.searchParams.get('error') === 'login_required' ? 'no' : 'a';
        return `page ${page.status}, ${session} session`;
      };
    },
  },
  {
    id: 'FE-16',
    attack: '12 sign-ins of three people at once',
    expected: 'each their own account',
    changes: 'not compared',
    async prepare(on) {
      const people = Array.from({ length: 12 }, (_, n) => ['ada', 'grace', 'alan'][n % 3]!);
      return async () => {
        const names = await Promise.all(
          people.map(async (as) => {
            const client = await on.client();
            const { access_token: token } = await client.obtainTokens(on.stranger(), {}, { as });
            return claimsOf(token).preferred_username;
          }),
        );
        return names.join() === people.join() ? 'each their own account' : names.join();
      };
    },
  },
  {
    id: 'FE-18',
    attack: 'an upstream code that was used, with a state that was not',
    expected: 'login page',
    changes: 'not compared',
    async prepare(on) {
      const first = await atCallback(on);
      await first.person.browser.open(first.callback);
      const { person, callback } = await atCallback(on, first.person);
      callback.searchParams.set('code', first.callback.searchParams.get('code') ?? '');
      return async () => sayPage(await person.browser.open(callback));
    },
  },
  {
    id: 'FE-19',
    attack: 'upstream tokens in the database, a log or an address',
    expected: 'none',
    async prepare(on) {
      const somebody = on.stranger();
      await somebody.authorize((await on.client()).authorizationUrl());
      return async () => {
        const { rows: tables } = await on.database.query<{ name: string }>(
          "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
        );
        const addresses = somebody.browser.exchanges.map(({ url }) => url.href).join(' ');
        const held: string[] = [addresses];
        for (const { name } of tables) {
          held.push(JSON.stringify((await on.database.query(`SELECT * FROM ${name}`)).rows));
        }
        return held.some((text) => /\bgh[ou]_\w+|ya29\./.test(text)) ? 'some' : 'none';
      };
    },
  },
];
