import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ofType } from '../../events/testing/told-events.ts';
import { leaveAsOlderVersion } from '../../storage/testing/older-version.ts';
import { TestClient } from '../testing/test-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const ACCESS_TOKEN = 900;
const WINDOW = 300;
const MEMORY = 3600;

describeEachDatabase('a used token that comes back', (open) => {
  let database: Database;
  let server: TestServer;
  let client: TestClient;
  beforeAll(async () => {
    database = await open();
    server = await startTestServer(database, {
      accessToken: ACCESS_TOKEN,
      replayWindow: WINDOW,
      replayMemory: MEMORY,
    });
    client = await TestClient.register(server);
  });
  beforeEach(() => void (server.happened.length = 0));
  afterAll(() => server.close());

  /** Moves everything that is stored into the past. */
  const pass = (seconds: number) =>
    database.query(
      {
        name: 'test_pass',
        text: `UPDATE artifacts SET created_at = created_at - make_interval(secs => $1::float8),
          consumed_at = consumed_at - make_interval(secs => $1::float8),
          expires_at = expires_at - make_interval(secs => $1::float8)`,
      },
      [seconds],
    );
  const outcomes = () => ofType(server.happened, 'token_returned').map(({ outcome }) => outcome);

  /** Somebody who refreshes with the token that they know. */
  class Holder {
    token: string;
    constructor(token: string) {
      this.token = token;
    }
    async refresh(): Promise<string> {
      const answer = await client.refresh(this.token);
      if (answer.status === 200) this.token = answer.refresh_token;
      return answer.error ?? 'ok';
    }
  }

  describe('in two programs that share a token file', () => {
    test('lets both live on, in turn, step after step', async () => {
      const { refresh_token: first } = await client.signIn();
      const [one, two] = [new Holder(first), new Holder(first)];
      for (let step = 0; step < 6; step += 1) {
        const [early, late] = step % 2 === 0 ? [one, two] : [two, one];
        expect(await early.refresh()).toBe('ok');
        await pass(WINDOW - 20);
        expect(await late.refresh()).toBe('ok');
        expect(late.token).toBe(early.token);
        await pass(ACCESS_TOKEN);
      }
      expect(outcomes()).toEqual(Array.from({ length: 6 }, () => 'successor'));
    });

    test('lets both live on, at once, step after step', async () => {
      const { refresh_token: first } = await client.signIn();
      const holders = Array.from({ length: 8 }, () => new Holder(first));
      for (let step = 0; step < 4; step += 1) {
        const answers = await Promise.all(holders.map((holder) => holder.refresh()));
        expect(new Set(answers)).toEqual(new Set(['ok']));
        expect(new Set(holders.map(({ token }) => token)).size).toBe(1);
        await pass(ACCESS_TOKEN);
      }
    });

    test('refuses the one that is two steps behind, and the other lives on', async () => {
      const { refresh_token: first } = await client.signIn();
      const [ahead, behind] = [new Holder(first), new Holder(first)];
      expect(await ahead.refresh()).toBe('ok');
      expect(await ahead.refresh()).toBe('ok');
      await pass(WINDOW - 20);
      expect(await behind.refresh()).toBe('invalid_grant');
      expect(outcomes()).toEqual(['superseded']);
      expect(await ahead.refresh()).toBe('ok');
      // It reads the file.
      behind.token = ahead.token;
      expect(await behind.refresh()).toBe('ok');
      expect(await ahead.refresh()).toBe('ok');
    });
  });

  describe.each([
    ['this version', () => Promise.resolve()],
    ['a version before', leaveAsOlderVersion],
  ])('as %s leaves it', (_version, leave) => {
    test.each([
      ['just after the window', WINDOW + 20],
      ['half of a lifetime apart', ACCESS_TOKEN / 2],
      ['almost a lifetime apart', ACCESS_TOKEN - 20],
      ['a lifetime apart', ACCESS_TOKEN],
    ])('shows a thief and an owner who each refresh once a lifetime, %s', async (_when, apart) => {
      for (const thiefIsFirst of [false, true]) {
        const { refresh_token: first } = await client.signIn();
        const [owner, thief] = [new Holder(first), new Holder(first)];
        const [early, late] = thiefIsFirst ? [thief, owner] : [owner, thief];
        expect(await early.refresh()).toBe('ok');
        await leave(database);
        await pass(apart);
        expect(await late.refresh()).toBe('invalid_grant');
        expect(await early.refresh()).toBe('invalid_grant');
      }
      expect(outcomes()).toEqual(['revoked', 'revoked']);
      const [told] = ofType(server.happened, 'token_returned');
      const { clientId } = client;
      expect(told).toMatchObject({ presented: 'refresh_token', clientId, userId: server.userId });
      const grant = await database.prisma.grant.findUniqueOrThrow({
        where: { id: told!.grantId! },
      });
      expect(grant.revokedReason).toBe('replay');
      expect(Math.round(told!.usedAgo! / 10) * 10).toBe(apart);
    });

    test('from another client, at whatever time, is refused, and its family lives', async () => {
      const { refresh_token: first } = await client.signIn();
      const other = await TestClient.register(server);
      let current = first;
      for (const [used, later] of [
        [1, 0],
        [2, WINDOW - 20],
        [1, WINDOW + 20],
      ] as const) {
        const presented = current;
        for (let times = 0; times < used; times += 1) {
          current = (await client.refresh(current)).refresh_token;
        }
        await leave(database);
        await pass(later);
        const answer = await other.refresh(presented, { scope: 'admin' });
        expect(answer).toMatchObject({ status: 400, error: 'invalid_grant' });
      }
      expect(outcomes()).toEqual([]);
      expect((await client.refresh(current)).status).toBe(200);
    });

    test('at the revocation endpoint ends its family', async () => {
      const { refresh_token: first } = await client.signIn();
      const { refresh_token: second } = await client.refresh(first);
      await leave(database);
      await pass(WINDOW + 20);
      const body = new URLSearchParams({ token: first, client_id: client.clientId });
      const revoked = await fetch(new URL('/token/revocation', server.url), {
        method: 'POST',
        body,
      });
      expect(revoked.status).toBe(200);
      expect((await client.refresh(second)).error).toBe('invalid_grant');
    });
  });

  test('after it was forgotten is refused, and its family lives', async () => {
    const { refresh_token: first } = await client.signIn();
    const { refresh_token: second } = await client.refresh(first);
    await pass(MEMORY - 20);
    const { refresh_token: third } = await client.refresh(second);
    await pass(40);
    expect((await client.refresh(first)).error).toBe('invalid_grant');
    expect(outcomes()).toEqual([]);
    const { refresh_token: fourth } = await client.refresh(third);
    // The one after it is not forgotten yet.
    await pass(WINDOW + 20);
    expect((await client.refresh(second)).error).toBe('invalid_grant');
    expect(outcomes()).toEqual(['revoked']);
    expect((await client.refresh(fourth)).error).toBe('invalid_grant');
  });

  test('and is a code ends its grant, once', async () => {
    const code = await client.obtainCode();
    await client.exchange(code);
    expect((await client.exchange(code)).error).toBe('invalid_grant');
    expect((await client.exchange(code)).error).toBe('invalid_grant');
    expect(ofType(server.happened, 'token_returned')).toMatchObject([
      { presented: 'code', outcome: 'revoked', clientId: client.clientId },
    ]);
  });

  test('and is a code, many times at once, ends its grant, once', async () => {
    const code = await client.obtainCode();
    await Promise.all(Array.from({ length: 10 }, () => client.exchange(code)));
    expect(outcomes()).toEqual(['revoked']);
  });
});
