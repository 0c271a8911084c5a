import { type Answer, claimsOf, type Tokens, tokensOf } from '../../behaviour/actors/client.ts';
import { LEDGER } from '../../behaviour/actors/resources.ts';
import type { Row } from '../runner/row.ts';
import { each, sayAnswer, spelled } from '../runner/words.ts';
import { EDSGER, setDisabled } from './taken-away.ts';
import { tally } from './tally.ts';

const PARALLEL = 50;

export const refresh: readonly Row[] = [
  {
    id: 'RT-01',
    attack: 'a public client goes on with its old refresh token',
    expected: 'a new one each time, the old 400 invalid_grant',
    changes: 'not compared',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      return async () => {
        const next = tokensOf(await client.refresh(tokens));
        const after = tokensOf(await client.refresh(next));
        const all = new Set([tokens, next, after].map((one) => one.refresh_token));
        const old = sayAnswer(await client.refresh(tokens));
        return `${all.size === 3 ? 'a new one each time' : 'the same one'}, the old ${old}`;
      };
    },
  },
  {
    id: 'RT-03',
    attack: 'a refresh token of another client',
    expected: '400 invalid_grant, its own client 200 tokens',
    changes: 'not compared',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      const thief = await on.client();
      return async () => {
        const answer = sayAnswer(await thief.refresh(tokens));
        return `${answer}, its own client ${sayAnswer(await client.refresh(tokens))}`;
      };
    },
  },
  {
    id: 'RT-03',
    attack: 'the refresh token of a confidential client without its secret',
    expected: '401 invalid_client, with it 200 tokens',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.confidential('client_secret_post');
      const { tokens } = await on.issued({}, client);
      return async () => {
        const answer = sayAnswer(await client.refresh(tokens, { client_secret: undefined }));
        return `${answer}, with it ${sayAnswer(await client.refresh(tokens))}`;
      };
    },
  },
  {
    id: 'RT-04',
    attack: 'more scope than was granted, of ours or of nobody, beside what was',
    expected: '200 tokens for notes:read, and the next one for notes:read',
    changes: 'not compared',
    stock: 'red',
    async prepare(on) {
      const { client, tokens } = await on.issued({ scope: 'notes:read' });
      let current = tokens;
      return () =>
        each(
          spelled('notes:read notes:write', 'notes:read admin', 'notes:read offline_access'),
          async (scope) => {
            const answer = await client.refresh(current, { scope });
            if (answer.status !== 200) return sayAnswer(answer);
            current = tokensOf(await client.refresh(tokensOf(answer)));
            return `${sayScope(answer)}, and the next one for ${current.scope}`;
          },
        );
    },
  },
  {
    id: 'RT-04',
    attack: 'nothing but scopes that were not granted',
    expected: '400 invalid_scope, without 200 tokens for notes:read',
    changes: 'not compared',
    async prepare(on) {
      const { client, tokens } = await on.issued({ scope: 'notes:read' });
      let current = tokens;
      return () =>
        each(
          spelled('notes:write', 'notes:write offline_access', 'openid', 'admin', 'NOTES:READ'),
          async (scope) => {
            const refused = sayAnswer(await client.refresh(current, { scope }));
            const answer = await client.refresh(current);
            current = tokensOf(answer);
            return `${refused}, without ${sayScope(answer)}`;
          },
        );
    },
  },
  {
    id: 'RT-05',
    attack: `${PARALLEL} parallel refreshes at two replicas`,
    expected: '50 × 200 tokens, 1 successor, which 200 tokens',
    stock: 'red',
    changes: 'not compared',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      const request = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
      return async () => {
        const answers = await Promise.all(
          Array.from({ length: PARALLEL }, (_, n) =>
            on.tokenAt(on.replicas[n % on.replicas.length]!, client, request),
          ),
        );
        const successors = new Set(
          answers.map(({ body }) => String(body.refresh_token as string | undefined)),
        );
        const [successor = ''] = successors;
        const next = sayAnswer(await client.refresh({ refresh_token: successor }));
        return `${tally(answers)}, ${successors.size} successor, which ${next}`;
      };
    },
  },
  {
    id: 'RT-07',
    attack: 'a refresh by somebody who was disabled',
    expected: '400 invalid_grant',
    changes: 'users changed',
    async prepare(on) {
      const client = await on.client();
      const tokens = await client.obtainTokens(on.stranger(), {}, EDSGER);
      await setDisabled(on, true);
      return async () => {
        const answer = await client.refresh(tokens);
        await setDisabled(on, false);
        return sayAnswer(answer);
      };
    },
  },
  takenAway(
    'the client was disabled',
    'UPDATE clients SET disabled_at = now() WHERE id = $1',
    '401 invalid_client',
  ),
  takenAway('the grant was revoked', 'UPDATE grants SET revoked_at = now() WHERE client_id = $1'),
  takenAway('the consent was withdrawn', 'DELETE FROM consents WHERE client_id = $1'),
  {
    id: 'RT-07',
    attack: 'a refresh by somebody whom ADMIT admits no more',
    expected: 'refused, and nothing burnt',
    file: 'apps/auth/src/provider/internals.test.ts',
    titles: ['finds nobody who is not admitted any more, and burns nothing for that'],
  },
  {
    id: 'RT-08',
    attack: 'an access token, an ID token, a code as refresh token',
    expected: '400 invalid_grant',
    async prepare(on) {
      const { client, code, tokens } = await on.issued({ scope: 'openid notes:read' });
      const others = {
        'access token': tokens.access_token,
        'ID token': tokens.id_token,
        code: code.code,
      };
      return () =>
        each(others, async (token = '') =>
          sayAnswer(await client.refresh({ refresh_token: token })),
        );
    },
  },
  {
    id: 'RT-08',
    attack: 'a refresh token, an ID token, a token for a resource as bearer at userinfo',
    expected: '401',
    async prepare(on) {
      const { tokens } = await on.issued({ scope: 'openid notes:read' });
      const others = {
        'refresh token': tokens.refresh_token,
        'ID token': tokens.id_token,
        'token for a resource': tokens.access_token,
      };
      return () => each(others, async (token = '') => String(await on.userinfo(token)));
    },
  },
  {
    id: 'RT-09',
    attack: 'a wrong resource, then a correct retry',
    expected: '400 invalid_target, then 200 tokens',
    stock: 'red',
    changes: 'not compared',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      return async () => {
        const answer = sayAnswer(await client.refresh(tokens, { resource: LEDGER }));
        return `${answer}, then ${sayAnswer(await client.refresh(tokens))}`;
      };
    },
  },
  {
    id: 'RT-15',
    attack: 'naming a scope again that the person has taken back',
    expected: '400 invalid_scope, with another 200 tokens for notes:read',
    changes: 'not compared',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      await on.database.query(`UPDATE consents SET scopes = '{notes:read}' WHERE client_id = $1`, [
        client.clientId,
      ]);
      return async () => {
        const refused = sayAnswer(await client.refresh(tokens, { scope: 'notes:write' }));
        const both = await client.refresh(tokens, { scope: 'notes:write notes:read' });
        return `${refused}, with another ${sayScope(both)}`;
      };
    },
  },
];

/** What came of a refresh, and the scopes that answer and token name. */
function sayScope(answer: Answer): string {
  const { scope, access_token: token } = answer.body as Partial<Tokens>;
  if (token === undefined) return sayAnswer(answer);
  const inToken = claimsOf(token).scope;
  return `${sayAnswer(answer)} for ${inToken === scope ? scope : `${scope}, the token for ${String(inToken)}`}`;
}

/** A refresh after something was taken away from its grant. */
function takenAway(what: string, sql: string, expected = '400 invalid_grant'): Row {
  return {
    id: 'RT-07',
    attack: `a refresh after ${what}`,
    expected,
    async prepare(on) {
      const { client, tokens } = await on.issued();
      await on.database.query(sql, [client.clientId]);
      return async () => sayAnswer(await client.refresh(tokens));
    },
  };
}
