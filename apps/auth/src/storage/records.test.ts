import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, expect, test } from 'vitest';
import { loadSigningKeys } from '../keys/signing-keys.ts';
import { ofType, toldEvents } from '../events/testing/told-events.ts';
import { createAdapterFactory } from '../provider/adapter/adapter.ts';
import { isFinishedInteraction } from '../provider/adapter/interaction-adapter.ts';
import { exchange, rotate } from '../provider/token/testing/units.ts';
import type { Storage } from './storage.ts';
import { RESOURCE, SESSION_MAX, scene, storageOn, token } from './testing/fixtures.ts';

describeEachDatabase('what is remembered for longer', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });

  test('a first sign-in in 20 tabs at once makes one person', async () => {
    const facts = {
      provider: 'google',
      issuer: 'https://accounts.google.com',
      subject: token(),
      emailVerified: false,
      verifiedEmails: [],
      organisations: [],
    };
    const all = await Promise.all(
      Array.from({ length: 20 }, () => storage.users.signIn(facts, new Date())),
    );
    expect(
      new Set(all.map((result) => (result === 'disabled' ? result : result.userId))).size,
    ).toBe(1);
    expect(await database.prisma.identity.count({ where: { subject: facts.subject } })).toBe(1);
  });

  test('a first sign-in that another one overtakes is of the person whom that one has made', async () => {
    // The embedded database does one thing after another, so nobody is overtaken.
    if (database.kind === 'embedded') return;
    const facts = { provider: 'github', issuer: 'i', subject: token() };
    const other = `usr_${token()}`;
    const held = database.query(
      {
        name: 'test_hold_identity',
        text: `WITH person AS (INSERT INTO users (id) VALUES ($1) RETURNING id),
            held AS (
              INSERT INTO identities (provider, issuer, subject, user_id)
              SELECT $2, $3, $4, id FROM person RETURNING user_id)
          SELECT pg_sleep(2)::text FROM held`,
      },
      [other, facts.provider, facts.issuer, facts.subject],
    );
    const waiting = `SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE wait_event = 'PgSleep' AND query LIKE '%held%'`;
    const sleeps = { name: 'test_identity_is_held', text: waiting };
    await expect.poll(() => database.query(sleeps, [])).toEqual([{ count: 1 }]);
    const whole = { ...facts, emailVerified: false, verifiedEmails: [], organisations: [] };
    expect(await storage.users.signIn(whole, new Date())).toEqual({ userId: other });
    await held;
    expect(await database.prisma.user.count({ where: { identities: { none: {} } } })).toBe(0);
  });

  test('the same subject of another issuer is another person', async () => {
    const facts = {
      provider: 'github',
      subject: '2',
      emailVerified: false,
      verifiedEmails: [],
      organisations: [],
    };
    const real = await storage.users.signIn({ ...facts, issuer: 'https://github.com' }, new Date());
    const emulated = await storage.users.signIn(
      { ...facts, issuer: 'http://localhost:4001' },
      new Date(),
    );
    expect(real).not.toEqual(emulated);
  });

  test('a disabled person is not signed in', async () => {
    const facts = {
      provider: 'github',
      issuer: 'i',
      subject: token(),
      emailVerified: false,
      verifiedEmails: [],
      organisations: [],
    };
    const first = await storage.users.signIn(facts, new Date());
    if (first === 'disabled') throw new Error('new');
    await database.prisma.user.update({
      where: { id: first.userId },
      data: { disabledAt: new Date() },
    });
    expect(await storage.users.signIn(facts, new Date())).toBe('disabled');
    expect(await storage.users.find(first.userId)).toBeUndefined();
  });

  test('every grant has a place of its own in the status list', async () => {
    const { grant } = await scene(storage);
    const ids = await Promise.all(Array.from({ length: 50 }, () => grant()));
    const places = await database.prisma.grant.findMany({
      where: { id: { in: ids } },
      select: { statusShard: true, statusIndex: true },
    });
    expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(50);
  });

  test('a revoked or expired grant is not found, and keeps its row', async () => {
    const { grant } = await scene(storage);
    const [revoked, expired] = [await grant(), await grant(-1)];
    await storage.grants.revoke(revoked, 'revoked');
    expect(await storage.grants.find(revoked)).toBeUndefined();
    expect(await storage.grants.find(expired)).toBeUndefined();
    expect(await database.prisma.grant.count({ where: { id: { in: [revoked, expired] } } })).toBe(
      2,
    );
  });

  test('a session that is used every day ends all the same, at its greatest age', async () => {
    const { userId } = await scene(storage);
    const id = token();
    const signedIn = (ago: number) => {
      const loginTs = Math.floor(Date.now() / 1000) - ago;
      return storage.sessions.upsert(id, { uid: `u${id}`, accountId: userId, loginTs }, 600);
    };
    await signedIn(SESSION_MAX - 60);
    expect(await storage.sessions.find(id)).toBeDefined();
    await signedIn(SESSION_MAX + 60);
    expect(await storage.sessions.find(id)).toBeUndefined();
    expect(await storage.sessions.findByUid(`u${id}`)).toBeUndefined();
  });

  test('a session that is not used ends before', async () => {
    const id = token();
    const payload = { uid: `u${id}`, loginTs: Date.now() / 1000 };
    await storage.sessions.upsert(id, payload, 60);
    expect(await storage.sessions.find(id)).toBeDefined();
    // Not 0: the database keeps milliseconds, and may round up past the next statement's now().
    await storage.sessions.upsert(id, payload, -1);
    expect(await storage.sessions.find(id)).toBeUndefined();
  });

  test('a session forgets who was signed in, and a disabled person has none', async () => {
    const { userId } = await scene(storage);
    const id = token();
    const signedInAt = Date.now() / 1000;
    const payload = { uid: `u${id}`, accountId: userId, loginTs: signedInAt };
    await storage.sessions.upsert(id, payload, 60);
    expect(await storage.sessions.find(id)).toMatchObject({ jti: id, accountId: userId });
    await storage.sessions.forgetAccount(`u${id}`);
    expect(await storage.sessions.find(id)).toEqual({ jti: id, uid: `u${id}` });

    await storage.sessions.upsert(id, { uid: `u${id}`, accountId: userId }, 60);
    await database.prisma.user.update({ where: { id: userId }, data: { disabledAt: new Date() } });
    expect(await storage.sessions.find(id)).toBeUndefined();
    expect(await storage.sessions.findByUid(`u${id}`)).toBeUndefined();
  });

  test('a consent grows with what is allowed and loses what is refused', async () => {
    const { userId, clientId } = await scene(storage);
    const decide = (scopes: string[], refused: string[]) =>
      storage.consents.remember({ userId, clientId, resource: RESOURCE, scopes, refused }, 60);
    const read = async () =>
      (await storage.consents.find(userId, clientId, RESOURCE, ''))?.scopes.toSorted();
    await decide(['a'], []);
    await decide(['b'], []);
    expect(await read()).toEqual(['a', 'b']);
    await decide(['b'], ['a']);
    expect(await read()).toEqual(['b']);
  });

  test('resources keep the order of the configuration, also when it changes', async () => {
    const resource = (name: string) => ({
      resource: `https://${name}.example/mcp`,
      name,
      scopes: {},
      aliases: [],
      accessTokenAlg: 'ES256' as const,
    });
    for (const names of [
      ['b', 'a', 'c'],
      ['c', 'b'],
    ]) {
      await storage.resources.replaceAll(names.map(resource));
      expect((await storage.resources.all()).map(({ name }) => name)).toEqual(names);
    }
  });

  test('processes that start together end with the same signing keys, each told by who made it', async () => {
    await database.prisma.signingKey.deleteMany();
    const { events, happened } = toldEvents();
    const [one, two] = await Promise.all([
      loadSigningKeys(database, storage.sealer, { events }),
      loadSigningKeys(database, storage.sealer, { events }),
    ]);
    const made = ofType(happened, 'key_made').map(({ kid }) => kid);
    expect(new Set(made)).toEqual(new Set(one.map(({ kid }) => kid)));
    expect(made).toHaveLength(one.length);
    expect(one.map(({ kid }) => kid)).toEqual(two.map(({ kid }) => kid));
    expect(one.map(({ alg }) => alg)).toEqual(['ES256', 'RS256']);
  });

  test('an answered interaction is remembered as such, without the session cookie', async () => {
    const adapter = createAdapterFactory(storage, toldEvents().events, () => true)('Interaction');
    const [uid, cookie] = [token(), token()];
    await adapter.upsert(uid, { session: { uid: 's', cookie, accountId: 'a' } }, 60);
    const found = await adapter.find(uid);
    expect(found).toMatchObject({ session: { uid: 's', accountId: 'a' } });
    expect(JSON.stringify(found)).not.toContain(cookie);
    expect(await isFinishedInteraction(storage, uid)).toBe(false);
    await adapter.destroy(uid);
    expect(await adapter.find(uid)).toBeUndefined();
    expect(await isFinishedInteraction(storage, uid)).toBe(true);
    expect(await isFinishedInteraction(storage, token())).toBe(false);
  });

  test('a dump of the database holds no token, code, cookie or secret', async () => {
    const { clientId, grant, issue } = await scene(storage);
    const secret = token();
    await storage.clients.save({ client_id: clientId, client_secret: secret }, 'operator');
    expect((await storage.clients.find(clientId))?.client_secret).toBe(secret);
    const code = await issue('AuthorizationCode', await grant());
    const first = (await exchange(storage, clientId, code))!;
    const { answer: second } = await rotate(storage, clientId, first);
    const cookie = token();
    await storage.sessions.upsert(cookie, { uid: 'uid', jti: cookie }, 60);
    const [key] = await loadSigningKeys(database, storage.sealer);

    const tables = ['artifacts', 'sessions', 'clients', 'grants', 'signing_keys', 'consents'];
    let dump = '';
    for (const table of tables) {
      const rows = await database.query(
        { name: `dump_${table}`, text: `SELECT t::text FROM ${table} t` },
        [],
      );
      dump += JSON.stringify(rows);
    }
    expect(dump).toContain(clientId);
    for (const value of [secret, code, first, second!, cookie, key!.d!]) {
      expect(dump).not.toContain(value);
    }
  });
});
