import { newVerifier } from '../../behaviour/actors/client.ts';
import { LEDGER } from '../../behaviour/actors/resources.ts';
import type { Row } from '../runner/row.ts';
import type { Issued, Target } from '../runner/target.ts';
import { each, sayAnswer } from '../runner/words.ts';
import { EDSGER, setDisabled } from './taken-away.ts';
import { tally } from './tally.ts';

const OPENID = { scope: 'openid', resource: undefined };

/** How many parallel requests, over all places where the issuer is served. */
const PARALLEL = 50;

/** A code that was exchanged and comes back changed: what is answered, and what is left of the grant. */
const replayed = (change: Parameters<Issued['client']['exchange']>[1]) => async (on: Target) => {
  const { client, code, tokens } = await on.issued();
  return async () => {
    const answer = await client.exchange(code, change);
    return `${sayAnswer(answer)}, refresh ${sayAnswer(await client.refresh(tokens))}`;
  };
};

const REFUSED_AND_ALIVE = '400 invalid_grant, refresh 200 tokens';

export const codes: readonly Row[] = [
  {
    id: 'CO-01',
    attack: 'replay with valid parameters',
    expected: '400 invalid_grant, userinfo 401, refresh 400 invalid_grant',
    changes: 'artifacts -3, grants changed',
    async prepare(on) {
      const { client, code, tokens } = await on.issued(OPENID);
      return async () => {
        const answer = await client.exchange(code);
        const alive = await on.userinfo(tokens.access_token);
        const refreshed = await client.refresh(tokens);
        return `${sayAnswer(answer)}, userinfo ${alive}, refresh ${sayAnswer(refreshed)}`;
      };
    },
  },
  {
    id: 'CO-02',
    attack: 'replay with a wrong verifier',
    expected: REFUSED_AND_ALIVE,
    changes: 'not compared',
    prepare: replayed({ code_verifier: newVerifier() }),
  },
  {
    id: 'CO-02',
    attack: 'replay with another redirect URI',
    expected: REFUSED_AND_ALIVE,
    changes: 'not compared',
    prepare: replayed({ redirect_uri: 'https://client.example/other' }),
  },
  {
    id: 'CO-02',
    attack: 'replay by another client',
    expected: REFUSED_AND_ALIVE,
    changes: 'not compared',
    async prepare(on) {
      const { client, code, tokens } = await on.issued();
      const thief = await on.client();
      return async () => {
        const answer = await thief.exchange(code);
        return `${sayAnswer(answer)}, refresh ${sayAnswer(await client.refresh(tokens))}`;
      };
    },
  },
  {
    id: 'CO-02',
    attack: 'replay with a wrong secret',
    expected: '401 invalid_client, refresh 200 tokens',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.confidential('client_secret_post');
      const { code, tokens } = await on.issued({}, client);
      return async () => {
        const answer = await client.exchange(code, { client_secret: on.planted('secret') });
        return `${sayAnswer(answer)}, refresh ${sayAnswer(await client.refresh(tokens))}`;
      };
    },
  },
  {
    id: 'CO-03',
    attack: "another client's code",
    expected: '400 invalid_grant, then its own client 200 tokens',
    changes: 'not compared',
    async prepare(on) {
      const { client, code } = await on.code();
      const thief = await on.client();
      return async () => {
        const answer = await thief.exchange(code);
        return `${sayAnswer(answer)}, then its own client ${sayAnswer(await client.exchange(code))}`;
      };
    },
  },
  {
    id: 'CO-04',
    attack: 'a code past its time by a second',
    expected: '400 invalid_grant',
    async prepare(on) {
      const { client, code } = await on.code();
      await on.database.query(
        `UPDATE artifacts SET expires_at = now() - interval '1 second'
         WHERE kind = 'AuthorizationCode' AND client_id = $1`,
        [client.clientId],
      );
      return async () => sayAnswer(await client.exchange(code));
    },
  },
  {
    id: 'CO-05',
    attack: `${PARALLEL} parallel redemptions at two replicas`,
    expected: '1 × 200 tokens, 49 × 400 invalid_grant, refresh 400 invalid_grant',
    stock: 'red',
    changes: 'not compared',
    async prepare(on) {
      const { client, code } = await on.code();
      const request = {
        grant_type: 'authorization_code',
        redirect_uri: client.redirectUri,
        ...code,
      };
      return async () => {
        const answers = await Promise.all(
          Array.from({ length: PARALLEL }, (_, n) =>
            on.tokenAt(on.replicas[n % on.replicas.length]!, client, request),
          ),
        );
        const won = answers.find(({ status }) => status === 200);
        const refreshed = await client.refresh({
          refresh_token: String(won?.body.refresh_token),
        });
        return `${tally(answers)}, refresh ${sayAnswer(refreshed)}`;
      };
    },
  },
  {
    id: 'CO-06',
    attack: 'a code cut short, in other case, with more, or its stored hash',
    expected: '400 invalid_grant',
    async prepare(on) {
      const { client, code } = await on.code();
      const { rows } = await on.database.query<{ id_hash: string }>(
        `SELECT id_hash FROM artifacts WHERE kind = 'AuthorizationCode' AND client_id = $1`,
        [client.clientId],
      );
      return () =>
        each(
          {
            'cut short': code.code.slice(0, -1),
            'in other case': code.code.toUpperCase(),
            'with more': `${code.code}A`,
            'its stored hash': rows[0]!.id_hash,
          },
          async (changed) => sayAnswer(await client.exchange({ ...code, code: changed })),
        );
    },
  },
  {
    id: 'CO-06',
    attack: 'guessing codes',
    expected: '128 bits or more, stored as a hash',
    async prepare(on) {
      const { code } = await on.code();
      return async () => {
        const { rows } = await on.database.query<{ found: boolean }>(
          `SELECT EXISTS (SELECT FROM artifacts row WHERE position($1 in row::text) > 0) AS found`,
          [code.code],
        );
        const bits = new Set(code.code).size > 8 && /^[\w-]{22,}$/.test(code.code);
        return `${bits ? '128 bits or more' : 'few bits'}, stored ${rows[0]?.found ? 'as it is' : 'as a hash'}`;
      };
    },
  },
  {
    id: 'CO-07',
    attack: 'a code after the person was disabled',
    expected: '400 invalid_grant',
    async prepare(on) {
      const client = await on.client();
      const code = await client.obtainCode(on.stranger(), {}, EDSGER);
      await setDisabled(on, true);
      return async () => {
        const answer = await client.exchange(code);
        await setDisabled(on, false);
        return sayAnswer(answer);
      };
    },
    changes: 'users changed',
  },
  codeAfter(
    'the grant was revoked',
    'UPDATE grants SET revoked_at = now() WHERE client_id = $1',
    '400 invalid_grant',
  ),
  codeAfter('the client was deleted', 'DELETE FROM clients WHERE id = $1', '401 invalid_client'),
  codeAfter(
    'the consent was withdrawn',
    'DELETE FROM consents WHERE client_id = $1',
    '400 invalid_grant',
  ),
  {
    id: 'CO-08',
    attack: 'a code for one resource, exchanged for another',
    expected: '400 invalid_target, then 200 tokens',
    changes: 'not compared',
    async prepare(on) {
      const { client, code } = await on.code();
      return async () => {
        const answer = await client.exchange(code, { resource: LEDGER });
        return `${sayAnswer(answer)}, then ${sayAnswer(await client.exchange(code))}`;
      };
    },
  },
];

/** A code that is out when something is taken away. */
function codeAfter(what: string, sql: string, expected: string): Row {
  return {
    id: 'CO-07',
    attack: `a code after ${what}`,
    expected,
    async prepare(on) {
      const { client, code } = await on.code();
      await on.database.query(sql, [client.clientId]);
      return async () => sayAnswer(await client.exchange(code));
    },
  };
}
