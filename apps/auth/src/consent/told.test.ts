import { randomUUID } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import type { Provider } from 'oidc-provider';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Beside } from '../events/events.ts';
import { ofType, toldEvents } from '../events/testing/told-events.ts';
import type { Storage } from '../storage/storage.ts';
import { RESOURCE, scene, storageOn } from '../storage/testing/fixtures.ts';
import type { RowTable } from '../storage/unit-of-work.ts';
import { allow, decline, type PendingConsent } from './decision.ts';
import { FirstAnswer } from './first-answer.ts';

const TRAIL: RowTable = {
  name: 'trail_of_decisions',
  columns: { event: 'text', user_id: 'text', scopes: 'text[]' },
};

/** What an audit trail will do. */
const trail: Beside = (event, unit) => {
  if (event.type !== 'consent_withdrawn') unit.add(event.type, TRAIL, { event: event.type });
  else unit.add(event.type, TRAIL, { event: event.type, user_id: event.userId });
};

/** A grant that is written nowhere: what is looked at here is the decision. */
class Grant {
  addOIDCScope() {}
  addResourceScope() {}
  rejectResourceScope() {}
  save = () => Promise.resolve(randomUUID());
}

describeEachDatabase('what a decision tells', (open) => {
  let database: Database;
  let storage: Storage;
  let told: ReturnType<typeof toldEvents>;
  let pending: PendingConsent;
  let who: { userId: string; clientId: string };
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
    await database.prisma.$executeRawUnsafe(
      'CREATE TABLE trail_of_decisions (event text NOT NULL, user_id text, scopes text[])',
    );
  });
  beforeEach(async () => {
    told = toldEvents([trail]);
    await database.prisma.$executeRawUnsafe('DELETE FROM trail_of_decisions');
    const { userId, clientId } = await scene(storage);
    who = { userId, clientId };
    const redirectUri = 'https://client.example/cb';
    const resourceScopes = ['mcp:read', 'mcp:write'];
    pending = {
      ...who,
      resource: RESOURCE,
      resourceScopes,
      openidScopes: [],
      redirectUri,
      shown: '',
      verification: 'https-redirect',
    };
  });

  const rows = () =>
    database.prisma.$queryRawUnsafe<{ event: string; scopes: string[] | null }[]>(
      'SELECT event, user_id, scopes FROM trail_of_decisions ORDER BY event',
    );
  const room = () => ({
    provider: { Grant } as unknown as Provider,
    storage,
    events: told.events,
    lifetime: 600,
  });
  const decide = (ticked: string[], uid?: string) =>
    allow(room(), pending, ticked, uid === undefined ? {} : { interactionUid: uid });
  const first = (did: 'allow' | 'decline', uid: string) =>
    new FirstAnswer(storage.artifacts, 60).is(uid, did === 'allow' ? { did, ticked: [] } : { did });

  test('what is given, and what was left unticked, with its row', async () => {
    await decide(['mcp:read']);
    const given = { resource: RESOURCE, scopes: ['mcp:read'], refused: ['mcp:write'] };
    expect(told.happened).toEqual([{ type: 'consent_given', ...who, ...given }]);
    expect(await rows()).toEqual([{ event: 'consent_given', user_id: null, scopes: null }]);
  });

  test('what is taken back that was allowed before, with its row, and what else is kept', async () => {
    await decide(['mcp:read', 'mcp:write']);
    told.happened.length = 0;
    await decide(['mcp:write']);
    expect(ofType(told.happened, 'consent_withdrawn')).toEqual([
      { type: 'consent_withdrawn', ...who, resource: RESOURCE, scopes: ['mcp:read'] },
    ]);
    expect(await rows()).toContainEqual({
      event: 'consent_withdrawn',
      user_id: who.userId,
      scopes: ['mcp:read'],
    });
    told.happened.length = 0;
    await decide(['mcp:write']);
    expect(ofType(told.happened, 'consent_withdrawn')).toEqual([]);
  });

  test('of twenty equal answers at once one, and one row', async () => {
    const uid = randomUUID();
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        await first('allow', uid);
        await decide(['mcp:read'], uid);
      }),
    );
    expect(ofType(told.happened, 'consent_given')).toHaveLength(1);
    expect(await rows()).toHaveLength(1);
    // The same decision at the next interaction is one more.
    const next = randomUUID();
    await first('allow', next);
    await decide(['mcp:read'], next);
    expect(ofType(told.happened, 'consent_given')).toHaveLength(2);
  });

  test('of twenty equal refusals at once one, and one row', async () => {
    const uid = randomUUID();
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        await first('decline', uid);
        await decline(room(), uid, who);
      }),
    );
    expect(told.happened).toEqual([{ type: 'consent_denied', ...who }]);
    expect(await rows()).toHaveLength(1);
  });

  test('a decision that fails tells nothing', async () => {
    pending = { ...pending, userId: 'nobody' };
    await expect(decide(['mcp:read'])).rejects.toThrow('consents_user_id_fkey');
    expect(told.happened).toEqual([]);
    expect(await rows()).toEqual([]);
  });
});
