import { Client, HTTPS_REDIRECT, tokensOf } from '../../behaviour/actors/client.ts';
import type { Row } from '../runner/row.ts';
import { each, sayAnswer } from '../runner/words.ts';

export const refreshLifetimes: readonly Row[] = [
  ended(
    'not used for the idle lifetime',
    `UPDATE artifacts SET expires_at = now() - interval '1 second' WHERE client_id = $1`,
  ),
  ended(
    'whose grant has reached its end',
    `UPDATE grants SET expires_at = now() - interval '1 second' WHERE client_id = $1`,
  ),
  {
    id: 'RT-10',
    attack: 'a chain of refresh tokens that is kept alive beyond a year, rotation for rotation',
    expected: '400 invalid_grant',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      const newest = tokensOf(await client.refresh(tokens));
      // As if all of it had happened 366 days ago, but for the newest token, which is still unused.
      await on.database.query(
        `UPDATE artifacts SET created_at = created_at - interval '366 days',
           payload = jsonb_set(jsonb_set(payload, '{iiat}', to_jsonb((payload->>'iat')::int - 366 * 86400)),
             '{iat}', to_jsonb((payload->>'iat')::int - 86400))
         WHERE client_id = $1 AND kind = 'RefreshToken' AND consumed_at IS NULL`,
        [client.clientId],
      );
      await on.database.query(
        `UPDATE grants SET created_at = created_at - interval '366 days',
           first_used_at = first_used_at - interval '366 days',
           expires_at = expires_at - interval '366 days' WHERE client_id = $1`,
        [client.clientId],
      );
      return async () => sayAnswer(await client.refresh(newest));
    },
  },
  {
    id: 'RT-11',
    attack: 'revoking one refresh token of a family',
    expected: '200, the family 400 invalid_grant',
    changes: 'artifacts -3, grants changed',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      const next = tokensOf(await client.refresh(tokens));
      return async () => {
        const { status } = await client.revoke(next.refresh_token);
        const left = [await client.refresh(tokens), await client.refresh(next)].map(sayAnswer);
        return `${status}, the family ${[...new Set(left)].join()}`;
      };
    },
  },
  {
    id: 'RT-11',
    attack: 'revoking tokens of another client',
    expected: '400 invalid_request, and still good',
    changes: 'not compared',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      const other = await on.client();
      const both = { 'access token': tokens.access_token, 'refresh token': tokens.refresh_token };
      let current = tokens;
      return () =>
        each(both, async (token) => {
          const answer = sayAnswer(await other.revoke(token));
          current = tokensOf(await client.refresh(current));
          return `${answer}, and still good`;
        });
    },
  },
  {
    id: 'RT-11',
    attack: 'revoking a token that nobody knows',
    expected: '200',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      const unknown = {
        random: 'x'.repeat(43),
        'three parts': 'e30.e30.e30',
        tampered: `${tokens.access_token.slice(0, -8)}AAAAAAAA`,
      };
      return () => each(unknown, async (token) => sayAnswer(await client.revoke(token)));
    },
  },
  {
    id: 'RT-11',
    attack: 'revoking a JWT access token',
    expected: '200, refresh 400 invalid_grant',
    changes: 'grants changed',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      return async () => {
        const { status } = await client.revoke(tokens.access_token);
        return `${status}, refresh ${sayAnswer(await client.refresh(tokens))}`;
      };
    },
  },
  {
    id: 'RT-11',
    attack: 'revoking without authentication, or as nobody',
    expected: '401 invalid_client',
    async prepare(on) {
      const { clientId } = await on.confidential();
      const { tokens } = await on.issued();
      const pretenders = { 'without its secret': clientId, nobody: 'client_nobody' };
      return () =>
        each(pretenders, async (id) =>
          sayAnswer(await new Client(on.issuer, id, HTTPS_REDIRECT).revoke(tokens.refresh_token)),
        );
    },
  },
  {
    id: 'RT-12',
    attack: 'a copy of the database',
    expected: 'no token, code, secret or cookie in any table',
    async prepare(on) {
      const client = await on.confidential('client_secret_post');
      const { code, tokens } = await on.issued({ scope: 'openid notes:read' }, client);
      const next = tokensOf(await client.refresh(tokens));
      const secrets = [
        code.code,
        tokens.refresh_token,
        tokens.access_token,
        next.refresh_token,
        client.clientSecret,
        on.ada.browser.cookies.value('gatehouse_session') ?? '',
        ...on.ada.browser.given('gatehouse_browser'),
        ...on.ada.browser.given('gatehouse_form'),
      ];
      return async () => {
        const { rows: tables } = await on.database.query<{ name: string }>(
          "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
        );
        const holding: string[] = [];
        for (const { name } of tables) {
          const dump = JSON.stringify((await on.database.query(`SELECT * FROM ${name}`)).rows);
          if (secrets.some((secret) => secret === '' || dump.includes(secret))) holding.push(name);
        }
        return `no token, code, secret or cookie in ${holding.join() || 'any table'}`;
      };
    },
  },
  {
    id: 'RT-13',
    attack: 'offline_access not asked for, or asked for without a prompt',
    expected: 'a refresh token for who registered it, none for others',
    changes: 'not compared',
    async prepare(on) {
      const without = await on.client({ grant_types: ['authorization_code'] });
      return () =>
        each({ 'not asked': 'notes:read', asked: 'notes:read offline_access' }, async (scope) => {
          const { tokens } = await on.issued({ scope });
          const { code } = await on.code({ scope }, without);
          const other = tokensOf(await without.exchange(code));
          const some = tokens.refresh_token === undefined ? 'no refresh token' : 'a refresh token';
          const none = other.refresh_token === undefined ? 'none' : 'one';
          return `${some} for who registered it, ${none} for others`;
        });
    },
  },
  {
    id: 'RT-14',
    attack: 'a refresh token, a code and a session after the account was deleted',
    expected: 'refresh 400 invalid_grant, then login page',
    changes: 'artifacts +1, sessions +1',
    async prepare(on) {
      const client = await on.client();
      const somebody = on.stranger();
      const choices = { provider: 'google', as: 'margaret@example.org' } as const;
      const tokens = await client.obtainTokens(somebody, {}, choices);
      await on.database.query('DELETE FROM users WHERE email = $1', [choices.as]);
      return async () => {
        const refreshed = sayAnswer(await client.refresh(tokens));
        const page = await somebody.browser.open(client.authorizationUrl());
        return `refresh ${refreshed}, then ${page.html.includes('/login') ? 'login page' : page.status}`;
      };
    },
  },
];

/** A refresh token past one of its ends, by the clock of the database. */
function ended(what: string, sql: string): Row {
  return {
    id: 'RT-10',
    attack: `a refresh token ${what}`,
    expected: '400 invalid_grant',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      await on.database.query(sql, [client.clientId]);
      return async () => sayAnswer(await client.refresh(tokens));
    },
  };
}
