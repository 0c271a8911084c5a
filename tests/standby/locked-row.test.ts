import { setTimeout as delay } from 'node:timers/promises';
import {
  type Cluster,
  type PgBouncer,
  startCluster,
  startPgBouncer,
} from '@gatehouse/database/testing/postgres';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Answer, Client, tokensOf } from '../behaviour/actors/client.ts';
import { Person } from '../behaviour/actors/person.ts';
import { ownDatabase } from '../faults/stored/own-database.ts';
import { StoredTokens } from '../faults/stored/stored-tokens.ts';
import { SETTINGS } from '../faults/settings.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { RowLock } from './servers/row-lock.ts';
import { ownKeys, startInTurn } from './servers/starting.ts';

/** So long a row is held at least: longer than anything here waits (milliseconds). */
const HELD = 9_000;
/** Documented are 5 s for a statement and 7 s for its answer; the rest is this machine's (milliseconds). */
const DEADLINE = 30_000;
/** When the row is free, a statement that was left behind would have been carried out by then (milliseconds). */
const AFTERWARDS = 2_000;

/** What is in front of PostgreSQL, and lines of its configuration. */
const PLACES = [
  ['straight at PostgreSQL', undefined],
  ['behind PgBouncer', []],
  // Whoever once ran with prepared statements has this line; it does not keep anything from being bounded.
  [
    'behind PgBouncer that ignores statement_timeout',
    ['ignore_startup_parameters = statement_timeout'],
  ],
] as const;

describe.concurrent.each(PLACES)(
  'a grant that somebody else holds for a while, %s',
  (_at, pooler) => {
    let cluster: Cluster;
    let bouncer: PgBouncer | undefined;
    let stack: Stack;
    let stored: StoredTokens;
    let superuserUrl: string;
    beforeAll(async () => {
      cluster = await startCluster();
      const database = await ownDatabase(cluster.url);
      ({ superuserUrl } = database);
      stored = new StoredTokens(superuserUrl);
      if (pooler) bouncer = await startPgBouncer(database.serverUrl, pooler);
      const databaseUrl = bouncer?.url ?? database.serverUrl;
      const preparedStatements = bouncer ? 'off' : 'on';
      const auth = { ...SETTINGS, ...ownKeys(), PREPARED_STATEMENTS: preparedStatements };
      stack = await startInTurn(() => startStack({ databaseUrl, withMcp: false, auth }));
    });
    afterAll(async () => {
      await stored?.close();
      await stack?.stop();
      await bouncer?.stop();
      await cluster?.stop();
    });

    /** Sends a request while the row is held. @returns its answer, after the row was free for a while */
    async function whileHeld(client: Client, ask: () => Promise<Answer>) {
      const lock = await RowLock.onGrantsOf(superuserUrl, client.clientId);
      const began = performance.now();
      try {
        const answer = await ask();
        const answeredMs = performance.now() - began;
        await delay(Math.max(AFTERWARDS, HELD - answeredMs));
        return { answer, waiting: await lock.waiting(), answeredMs: Math.round(answeredMs) };
      } finally {
        await lock.release();
        await delay(AFTERWARDS);
      }
    }

    test('keeps a code good: 503, nothing committed afterwards, 200 when it comes again', async ({
      expect,
    }) => {
      const client = await Client.register(stack.issuer);
      const code = await client.obtainCode(new Person(stack));
      const held = await whileHeld(client, () => client.exchange(code));
      expect(outcomeOf(held)).toEqual(UNAVAILABLE);
      expect(await stored.isUsed(code.code)).toBe(false);
      tokensOf(await client.refresh(tokensOf(await client.exchange(code))));
    });

    test('keeps a refresh token good: 503, nothing committed afterwards, 200 when it comes again', async ({
      expect,
    }) => {
      const client = await Client.register(stack.issuer);
      const tokens = await client.obtainTokens(new Person(stack));
      const held = await whileHeld(client, () => client.refresh(tokens));
      expect(outcomeOf(held)).toEqual(UNAVAILABLE);
      expect(await stored.isUsed(tokens.refresh_token)).toBe(false);
      tokensOf(await client.refresh(tokensOf(await client.refresh(tokens))));
      expect(await stored.chains()).toMatchObject({ forked: 0, torn: 0 });
    });
  },
);

/** The client may come back, and nothing is left at the server that could be carried out yet. */
const UNAVAILABLE = {
  status: 503,
  error: 'temporarily_unavailable',
  saysWhen: true,
  waiting: 0,
  inTime: true,
};

interface Held {
  readonly answer: Answer;
  readonly waiting: number;
  readonly answeredMs: number;
}

function outcomeOf({ answer: { status, headers, body }, waiting, answeredMs }: Held) {
  return {
    status,
    error: body.error,
    saysWhen: /^\d+$/.test(headers.get('retry-after') ?? ''),
    waiting,
    inTime: answeredMs < DEADLINE,
  };
}
