import { type Client, type Tokens, tokensOf } from '../../behaviour/actors/client.ts';
import type { Row } from '../runner/row.ts';
import type { Issued, Target } from '../runner/target.ts';
import { sayAnswer } from '../runner/words.ts';

/** Seconds, as they are unless they are set: docs/operations/limits.md. */
const ACCESS_TOKEN_LIFETIME = 900;
const REFRESH_REPLAY_WINDOW = 300;
const REFRESH_REPLAY_MEMORY = 7 * 86_400;

/** Makes everything that this client was given so much older. */
async function pass(on: Target, client: Client, seconds: number): Promise<void> {
  await on.database.query(
    `UPDATE artifacts SET created_at = created_at - make_interval(secs => $2),
       consumed_at = consumed_at - make_interval(secs => $2),
       expires_at = expires_at - make_interval(secs => $2)
     WHERE client_id = $1`,
    [client.clientId, seconds],
  );
}

const LATER = REFRESH_REPLAY_WINDOW + 1;

/** How a used refresh token is left behind. Every replay is judged alike. */
const LEFT: Readonly<Record<string, (on: Target, client: Client) => Promise<void>>> = {
  'of which hash, client, grant and date are left': async (on, client) => {
    const { rows } = await on.database.query<{ payload: object; successor: string | null }>(
      `SELECT payload, successor FROM artifacts
       WHERE kind = 'RefreshToken' AND client_id = $1 AND consumed_at IS NOT NULL`,
      [client.clientId],
    );
    for (const { payload, successor } of rows) {
      if (successor !== null || Object.keys(payload).length > 0) throw new Error('not emptied');
    }
  },
  'as a version before left it, with all that it held': async (on, client) => {
    await on.database.query(
      `UPDATE artifacts used SET payload = next.payload, successor = next.successor
       FROM artifacts next WHERE used.client_id = $1 AND used.consumed_at IS NOT NULL
         AND next.kind = used.kind AND next.id_hash = used.successor_hash`,
      [client.clientId],
    );
  },
};

export const refreshReplays: readonly Row[] = [
  ...Object.entries(LEFT).flatMap(([left, leave]) => replaysOf(left, leave)),
  ...[LATER, ACCESS_TOKEN_LIFETIME / 2, ACCESS_TOKEN_LIFETIME].flatMap((apart) =>
    (['owner', 'thief'] as const).map((first) => thiefAndOwner(first, apart)),
  ),
  {
    id: 'RT-18',
    attack: 'a used refresh token after it was forgotten, and the one after it before',
    expected:
      'the first 400 invalid_grant, the newest 200 tokens; the second 400 invalid_grant, the newest 400 invalid_grant',
    changes: 'not compared',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      const second = tokensOf(await client.refresh(tokens));
      await pass(on, client, REFRESH_REPLAY_MEMORY - 60);
      const third = tokensOf(await client.refresh(second));
      await pass(on, client, 120);
      return async () => {
        const first = sayAnswer(await client.refresh(tokens));
        const next = await client.refresh(third);
        await pass(on, client, LATER);
        const replay = sayAnswer(await client.refresh(second));
        const newest = sayAnswer(await client.refresh(tokensOf(next)));
        return `the first ${first}, the newest ${sayAnswer(next)}; the second ${replay}, the newest ${newest}`;
      };
    },
  },
  {
    id: 'RT-19',
    attack: 'two programs with one token file, each minutes behind the other, four times',
    expected: '200 tokens, 1 successor each time',
    changes: 'not compared',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      let current: Pick<Tokens, 'refresh_token'> = tokens;
      return async () => {
        for (let step = 0; step < 4; step += 1) {
          const one = await client.refresh(current);
          await pass(on, client, REFRESH_REPLAY_WINDOW - 60);
          const two = await client.refresh(current);
          const failed = [one, two].find(({ status }) => status !== 200);
          if (failed !== undefined) return `step ${step + 1} ${sayAnswer(failed)}`;
          if (tokensOf(one).refresh_token !== tokensOf(two).refresh_token) return 'a fork';
          current = tokensOf(two);
          await pass(on, client, ACCESS_TOKEN_LIFETIME);
        }
        return '200 tokens, 1 successor each time';
      };
    },
  },
  {
    id: 'RT-19',
    attack: 'a standby that holds up the commit of a refresh for longer than the window',
    expected: 'the retry gets the successor',
    file: 'apps/auth/src/provider/token/late-commit.test.ts',
    titles: ['is answered with its successor to whoever tries again meanwhile, and from then on'],
  },
];

function replaysOf(
  left: string,
  leave: (on: Target, client: Client) => Promise<void>,
): readonly Row[] {
  const usedLongAgo = async (on: Target, { client }: Pick<Issued, 'client'>) => {
    await pass(on, client, LATER);
    await leave(on, client);
  };
  return [
    {
      id: 'RT-02',
      attack: `a rotated refresh token, after the replay window, ${left}`,
      expected: '400 invalid_grant, the newest 400 invalid_grant, userinfo 401',
      changes: 'artifacts -5, grants changed',
      async prepare(on) {
        const issued = await on.issued({ scope: 'openid', resource: undefined });
        const { client, tokens } = issued;
        const newest = tokensOf(await client.refresh(tokens));
        await usedLongAgo(on, issued);
        return async () => {
          const replay = sayAnswer(await client.refresh(tokens));
          const last = sayAnswer(await client.refresh(newest));
          return `${replay}, the newest ${last}, userinfo ${await on.userinfo(newest.access_token)}`;
        };
      },
    },
    {
      id: 'RT-03',
      attack: `a used refresh token of another client, ${left}`,
      expected: '400 invalid_grant, the newest of its own client 200 tokens',
      changes: 'not compared',
      async prepare(on) {
        const issued = await on.issued();
        const { client, tokens } = issued;
        const newest = tokensOf(await client.refresh(tokens));
        await usedLongAgo(on, issued);
        const thief = await on.client();
        return async () => {
          const answer = sayAnswer(await thief.refresh(tokens));
          return `${answer}, the newest of its own client ${sayAnswer(await client.refresh(newest))}`;
        };
      },
    },
    {
      id: 'RT-06',
      attack: `a rotated refresh token after a process was killed and started again, ${left}`,
      expected: '400 invalid_grant',
      changes: 'artifacts -3, grants changed',
      async prepare(on) {
        const issued = await on.issued();
        const { client, tokens } = issued;
        tokensOf(await client.refresh(tokens));
        await usedLongAgo(on, issued);
        await on.killReplica();
        const request = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
        return async () => sayAnswer(await on.tokenAt(on.replicas[1]!, client, request));
      },
    },
    {
      id: 'RT-16',
      attack: `a stolen, rotated refresh token, after the replay window, hidden behind a scope it has not, ${left}`,
      expected: '400 invalid_grant, the newest 400 invalid_grant',
      changes: 'artifacts -3, grants changed',
      async prepare(on) {
        const issued = await on.issued({ scope: 'notes:read' });
        const { client, tokens } = issued;
        const newest = tokensOf(await client.refresh(tokens));
        await usedLongAgo(on, issued);
        return async () => {
          const replay = sayAnswer(await client.refresh(tokens, { scope: 'notes:write' }));
          return `${replay}, the newest ${sayAnswer(await client.refresh(newest))}`;
        };
      },
    },
  ];
}

/** Each refreshes when their access token ends: here, one so many seconds after the other. */
function thiefAndOwner(first: 'owner' | 'thief', apart: number): Row {
  const second = first === 'owner' ? 'thief' : 'owner';
  return {
    id: 'RT-17',
    attack: `a thief and an owner who each refresh once a lifetime, the ${second} ${apart} s after the ${first}`,
    expected: `the ${second} 400 invalid_grant, the ${first} 400 invalid_grant`,
    changes: 'artifacts -3, grants changed',
    async prepare(on) {
      const { client, tokens } = await on.issued();
      const theirs = tokensOf(await client.refresh(tokens));
      await pass(on, client, apart);
      return async () => {
        const late = sayAnswer(await client.refresh(tokens));
        return `the ${second} ${late}, the ${first} ${sayAnswer(await client.refresh(theirs))}`;
      };
    },
  };
}
