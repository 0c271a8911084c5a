import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { type Adapter, errors } from 'oidc-provider';
import { beforeAll, expect, test } from 'vitest';
import { toldEvents } from '../../events/testing/told-events.ts';
import { createAdapterFactory } from '../adapter/adapter.ts';
import { isFinishedInteraction } from '../adapter/interaction-adapter.ts';
import { servedRequest, serveRequest } from '../request.ts';
import type { Storage } from '../../storage/storage.ts';
import { storageOn, token } from '../../storage/testing/fixtures.ts';
import { tokenHash } from '../../storage/token-hash.ts';

/** Runs what the library does in one request. */
const runAuthorizationRequest = <Result>(run: () => Promise<Result>): Promise<Result> =>
  serveRequest(() => {
    servedRequest().authorization = { judge: () => Promise.resolve() };
    return run();
  });

describeEachDatabase('a request to the authorization endpoint', (open) => {
  let database: Database;
  let storage: Storage;
  let interactions: Adapter;
  let codes: Adapter;
  let sessions: Adapter;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
    const adapter = createAdapterFactory(storage, toldEvents().events, () => true);
    interactions = adapter('Interaction');
    codes = adapter('AuthorizationCode');
    sessions = adapter('Session');
  });

  test('that fails before its code is written leaves the interaction as it was', async () => {
    const uid = token();
    await interactions.upsert(uid, {}, 60);
    await runAuthorizationRequest(async () => interactions.destroy(uid));
    expect(await isFinishedInteraction(storage, uid)).toBe(false);
    expect(await interactions.find(uid)).toBeDefined();
  });

  test('finishes the interaction with the code, and of twenty at once one has a code', async () => {
    const uid = token();
    await interactions.upsert(uid, {}, 60);
    const attempts = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        runAuthorizationRequest(async () => {
          const code = token();
          await interactions.destroy(uid);
          await codes.upsert(code, {}, 60);
          return code;
        }),
      ),
    );
    const given = attempts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(given).toHaveLength(1);
    expect(await codes.find(given[0]!)).toBeDefined();
    // Not to be sent to the client: the answer was.
    const refused = attempts.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as errors.SessionNotFound] : [],
    );
    expect(refused).toHaveLength(19);
    for (const error of refused) {
      expect(error).toBeInstanceOf(errors.SessionNotFound);
      expect(error.allow_redirect).toBe(false);
    }
    expect(await isFinishedInteraction(storage, uid)).toBe(true);
  });

  test('gives the session another name, and the old one opens it for a minute more', async () => {
    const [before, after] = [token(), token()];
    await sessions.upsert(before, { uid: 'uid', jti: before }, 3_600);
    await runAuthorizationRequest(async () => {
      await sessions.destroy(before);
      expect(await sessions.find(before)).toBeDefined();
      await sessions.upsert(after, { uid: 'uid', jti: after }, 3_600);
    });
    expect(await sessions.find(after)).toBeDefined();
    expect(await sessions.find(before)).toBeDefined();
    const [row] = await database.query<{ left: number }>(
      {
        name: 'test_session_left',
        text: `SELECT extract(epoch FROM expires_at - now())::float8 AS left
          FROM sessions WHERE id_hash = $1`,
      },
      [tokenHash(before)],
    );
    expect(row?.left).toBeGreaterThan(30);
    expect(row?.left).toBeLessThanOrEqual(60);
  });

  test('that fails before the session is stored leaves it under its old name', async () => {
    const name = token();
    await sessions.upsert(name, { uid: 'uid', jti: name }, 3_600);
    await runAuthorizationRequest(async () => sessions.destroy(name));
    expect(await sessions.find(name)).toBeDefined();
    await sessions.destroy(name);
    expect(await sessions.find(name)).toBeUndefined();
  });
});
