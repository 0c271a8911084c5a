import { sessionCookies } from './cookies.ts';
import type { Row } from '../runner/row.ts';
import { each, sayPage } from '../runner/words.ts';
import { EDSGER, setDisabled } from './taken-away.ts';

export const sessions: readonly Row[] = [
  {
    id: 'SE-01',
    attack: 'fixation: a session cookie from before the sign-in is used after it',
    expected:
      'another cookie after sign-in, the old one: redirect login_required with state and iss',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const victim = on.stranger();
      const login = await victim.browser.open(client.authorizationUrl());
      // An attacker who planted what the browser has so far keeps a copy.
      const planted = victim.browser.cookies.header(new URL('/', on.issuer)) ?? '';
      return async () => {
        await victim.decide(await victim.signIn(login));
        const after = sessionCookies(victim.browser.exchanges);
        const rotated = after.every((value) => !planted.includes(value));
        const silent = client.authorizationUrl({ prompt: 'none' });
        const page = await on.stranger().browser.open(silent, { cookie: planted });
        return `${rotated ? 'another' : 'the same'} cookie after sign-in, the old one: ${sayPage(page, client)}`;
      };
    },
  },
  {
    id: 'SE-02',
    attack: 'cookies that scripts or other sites reach, over http on loopback',
    expected: 'HttpOnly, SameSite=Lax, no Domain, no Secure',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const somebody = on.stranger();
      return async () => {
        await somebody.authorize(client.authorizationUrl());
        const lines = somebody.browser.exchanges
          .filter(({ url }) => url.origin === on.issuer)
          .flatMap(({ setCookies }) => setCookies);
        return Object.fromEntries(
          lines.map((line, n) => [
            `${n} ${line.split('=')[0]}`,
            [
              /; *httponly/i.test(line) ? 'HttpOnly' : 'scripts',
              /; *samesite=lax/i.test(line) ? 'SameSite=Lax' : 'any site',
              /; *domain=/i.test(line) ? 'Domain' : 'no Domain',
              /; *secure/i.test(line) ? 'Secure' : 'no Secure',
            ].join(', '),
          ]),
        );
      };
    },
  },
  {
    id: 'SE-02',
    attack: 'cookies over https that another host plants or reads',
    expected: 'Secure with __Host- or __Secure-',
    changes: 'artifacts +1',
    async prepare(on) {
      const client = await on.client();
      const { search } = client.authorizationUrl();
      return async () => {
        const response = await on.overHttps(`/auth${search}`);
        return Object.fromEntries(
          response.headers.getSetCookie().map((line) => {
            const prefix = /^(__Host-(?=[^;]*; *path=\/;)|__Secure-)/i.test(line);
            const secure = /; *secure/i.test(line);
            const said = prefix && secure ? 'Secure with __Host- or __Secure-' : line;
            return [line.split('=')[0] ?? '', said];
          }),
        );
      };
    },
  },
  {
    id: 'SE-03',
    attack: 'a session cookie that was changed, unsigned, 8 kB long, broken UTF-8, 50 times',
    expected: 'login page',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const changes: Readonly<Record<string, (name: string, value: string) => string>> = {
        'changed value': (name, value) => (name.endsWith('.sig') ? value : `${value}x`),
        'changed signature': (name, value) => (name.endsWith('.sig') ? `x${value}` : value),
        'no signature': (name, value) => (name.endsWith('.sig') ? '' : value),
        '8 kB': () => 'x'.repeat(2_000),
        'broken UTF-8': () => '%ff%fe',
      };
      return () =>
        each(changes, async (change) => {
          const somebody = on.stranger();
          await somebody.authorize(client.authorizationUrl());
          somebody.browser.cookies.tamper(change);
          return sayPage(await somebody.browser.open(client.authorizationUrl()));
        });
    },
  },
  {
    id: 'SE-03',
    attack: '50 made-up cookies',
    expected: 'login page',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const cookie = Array.from({ length: 50 }, () => 'gatehouse_session=x').join('; ');
      return async () => {
        const { browser } = on.stranger();
        const first = await browser.request({
          method: 'GET',
          url: client.authorizationUrl(),
          headers: { cookie },
        });
        return sayPage(await browser.open(new URL(first.headers.get('location') ?? '', on.issuer)));
      };
    },
  },
  {
    id: 'SE-04',
    attack: 'a cookie without prefix, as a sibling host can plant it, over https',
    expected: 'nobody is signed in by it',
    async prepare(on) {
      await on.issued();
      const cookie = on.ada.browser.cookies.header(new URL('/', on.issuer)) ?? '';
      const { search } = (await on.client()).authorizationUrl({ prompt: 'none' });
      return async () => {
        const response = await on.overHttps(`/auth${search}`, { cookie });
        const location = response.headers.get('location') ?? '';
        return location.includes('login_required') ? 'nobody is signed in by it' : location;
      };
    },
  },
  {
    id: 'SE-05',
    attack: 'the live cookie of somebody who was disabled',
    expected: 'login page, and then page 403',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const somebody = on.stranger();
      await somebody.authorize(client.authorizationUrl(), EDSGER);
      await setDisabled(on, true);
      return async () => {
        const login = await somebody.browser.open(client.authorizationUrl());
        const again = await somebody.signIn(login, EDSGER);
        await setDisabled(on, false);
        return `${sayPage(login)}, and then page ${again.status}`;
      };
    },
  },
  session('that was deleted in the database', 'SE-05', 'DELETE FROM sessions WHERE user_id = $1'),
  session(
    'past its end by the clock of the database',
    'SE-06',
    `UPDATE sessions SET expires_at = now() - interval '1 second' WHERE user_id = $1`,
  ),
  {
    id: 'SE-07',
    attack: 'a step-up that accepts another method',
    notApplicable:
      'There is no step-up: one way of signing in opens everything, and AZ-08 shows a fresh one enforced.',
  },
  {
    id: 'SE-09',
    attack: 'finding out who has an account by answers of login or recovery',
    notApplicable:
      'Nobody names a person here: people sign in at a provider, and there is no recovery.',
  },
];

/** A live cookie whose session is gone on the server. */
function session(what: string, id: string, sql: string): Row {
  return {
    id,
    attack: `the live cookie of a session ${what}`,
    expected: 'login page',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      const somebody = on.stranger();
      const choices = { as: 'alan' } as const;
      await somebody.authorize(client.authorizationUrl(), choices);
      const { rows } = await on.database.query<{ id: string }>(
        `SELECT user_id AS id FROM identities WHERE login = $1`,
        [choices.as],
      );
      await on.database.query(sql, [rows[0]?.id]);
      return async () => sayPage(await somebody.browser.open(client.authorizationUrl()));
    },
  };
}
