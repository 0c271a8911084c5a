import { randomBytes } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { describeEachDatabase } from '@gatehouse/database/testing';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { faultInWords } from '../cli/words/faults-in-words.ts';
import { toldEvents } from '../events/testing/told-events.ts';
import type { Storage } from '../storage/storage.ts';
import { scene, storageOn, token } from '../storage/testing/fixtures.ts';
import type { OperationError } from './operation-error.ts';
import type { ListedClients } from './clients.ts';
import { noRules } from './rules.fixture.ts';
import { runOperation } from './operations.ts';
import { documentsBy } from './documents.fixture.ts';
import type { Pruned } from './prune-clients.ts';

const DAY = 86_400;

describeEachDatabase('lists of clients', (open) => {
  let database: Database;
  let storage: Storage;
  beforeAll(async () => {
    database = await open();
    storage = storageOn(database);
  });
  beforeEach(() => database.prisma.client.deleteMany());
  const operator = () => ({
    ...storage,
    rules: noRules,
    events: toldEvents().events,
    issuer: 'https://auth.example.com',
    documents: documentsBy(),
    production: false,
    registration: 'open' as const,
    configured: [],
    randomBytes,
  });
  const list = (input: object = {}) =>
    runOperation(operator(), 'clients.list', input) as Promise<ListedClients>;
  const prune = (input: object) =>
    runOperation(operator(), 'clients.prune', input) as Promise<Pruned>;
  const ids = ({ clients }: ListedClients | Pruned) => clients.map(({ client_id: id }) => id);

  /** A client that registered and was used so many days ago; `used` null: never. */
  async function client(
    { age, used, name = 'A' }: { age: number; used: number | null; name?: string },
    kind: 'dynamic' | 'operator' = 'dynamic',
  ): Promise<string> {
    const id = `client_${token()}`;
    const uris = [`https://${name.toLowerCase()}.example/cb`];
    await storage.clients.save({ client_id: id, client_name: name, redirect_uris: uris }, kind);
    await database.query(
      {
        name: 'backdate',
        text: `UPDATE clients SET created_at = now() - make_interval(days => $2::int),
          last_used_on = current_date - $3::int WHERE id = $1`,
      },
      [id, age, used],
    );
    return id;
  }

  test('come in pages that hold each client once, and say whether there is another', async () => {
    const made = new Set<string>();
    for (let n = 0; n < 7; n += 1) made.add(await client({ age: n % 3, used: null }));
    const found: string[] = [];
    const lengths: number[] = [];
    for (let after: string | null = null; ; ) {
      const page: ListedClients = await list({ limit: 3, ...(after !== null && { after }) });
      found.push(...ids(page));
      lengths.push(page.clients.length);
      after = page.next;
      if (after === null) break;
    }
    expect(lengths).toEqual([3, 3, 1]);
    expect(found).toHaveLength(7);
    expect(new Set(found)).toEqual(made);
    const ages = (await list()).clients.map(({ created_at: at }) => at);
    expect(ages).toEqual(ages.toSorted().toReversed());
    expect((await list({ limit: 7 })).next).toBeNull();
  });

  test('are searched by id, name and redirect URI, in whatever case; signs mean nothing', async () => {
    const [one, two] = [
      await client({ age: 0, used: 3, name: 'Weather' }),
      await client({ age: 0, used: null, name: '100%_off' }),
    ];
    expect(ids(await list({ search: 'weATHer' }))).toEqual([one]);
    expect(ids(await list({ search: 'WEATHER.example/CB' }))).toEqual([one]);
    expect(ids(await list({ search: two.slice(10, 30) }))).toEqual([two]);
    expect(ids(await list({ search: '%_' }))).toEqual([two]);
    expect(ids(await list({ search: '_' })).length).toBe(2);
    expect(ids(await list({ search: 'weather', kind: 'operator' }))).toEqual([]);
    const [listed] = (await list({ search: 'weather' })).clients;
    expect(listed?.last_used_on).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test.each([
    [{ limit: 0 }, '--limit is less than 1.'],
    [{ limit: 1001 }, '--limit is more than 1000.'],
    [{ limit: 'x' }, '--limit is not a number.'],
    [{ search: '  ' }, '--search is empty.'],
    [{ kind: 'robot' }, '--kind is none of dynamic, operator, document.'],
    [{ unheard_of: 1 }, 'The input holds "unheard_of", which has no meaning here.'],
    [{ after: 'nobody' }, 'There is no client "nobody".'],
  ])('%j is refused, and a command says so by the name of the option', async (input, message) => {
    const error: unknown = await list(input).catch((refused: unknown) => refused);
    expect(faultInWords(error as OperationError, 'gatehouse').message).toBe(message);
  });

  test('pruning says what it would do, and does it only when told', async () => {
    const never = await client({ age: 2, used: null });
    expect(await prune({ never_used: true })).toMatchObject({
      removed: false,
      count: 1,
      cut: false,
      clients: [{ client_id: never, client_name: 'A', last_used_on: null }],
    });
    expect(await storage.clients.show(never)).toBeDefined();
    expect(await prune({ never_used: true, remove: true })).toMatchObject({
      removed: true,
      count: 1,
    });
    expect(await storage.clients.show(never)).toBeUndefined();
    await expect(prune({})).rejects.toMatchObject({ fault: { code: 'prune_what' } });
  });

  test('pruning takes those that were never used, or not for so long, and no others', async () => {
    const kept = [
      await client({ age: 0, used: null }),
      await client({ age: 300, used: 89 }),
      await client({ age: 50, used: 50 }),
    ];
    const never = await client({ age: 2, used: null });
    const neverForLong = await client({ age: 100, used: null });
    const idle = await client({ age: 300, used: 92 });
    const operators = [
      await client({ age: 300, used: null }, 'operator'),
      await client({ age: 300, used: 200 }, 'operator'),
    ];
    const sorted = (pruned: Pruned) => ids(pruned).toSorted();
    expect(sorted(await prune({ never_used: true }))).toEqual([never, neverForLong].toSorted());
    expect(sorted(await prune({ idle_seconds: 90 * DAY }))).toEqual(
      [neverForLong, idle].toSorted(),
    );
    const both = { never_used: true, idle_seconds: 90 * DAY };
    expect(sorted(await prune(both))).toEqual([never, neverForLong, idle].toSorted());
    // Whatever else is said, what an operator added stays.
    await prune({ never_used: true, idle_seconds: 0, min_age_seconds: DAY, remove: true });
    const left = ids(await list());
    expect(left).toEqual(expect.arrayContaining([kept[0], ...operators]));
    expect(await prune({ never_used: true, min_age_seconds: 0 })).toMatchObject({ count: 1 });
  });

  test('a grant shows use that no day tells of', async () => {
    const { clientId, grant } = await scene(storage);
    await grant();
    await database.query(
      {
        name: 'older',
        text: `UPDATE clients SET created_at = now() - interval '300 d', last_used_on = NULL WHERE id = $1`,
      },
      [clientId],
    );
    expect(await prune({ never_used: true, idle_seconds: 90 * DAY })).toMatchObject({ count: 0 });
    await database.query(
      {
        name: 'old_grant',
        text: `UPDATE grants SET created_at = now() - interval '100 d', first_used_at = now() - interval '100 d',
          last_used_at = now() - interval '91 d' WHERE client_id = $1`,
      },
      [clientId],
    );
    expect(await prune({ never_used: true })).toMatchObject({ count: 0 });
    expect(await prune({ idle_seconds: 92 * DAY })).toMatchObject({ count: 0 });
    expect(await prune({ idle_seconds: 90 * DAY })).toMatchObject({ count: 1, grants: 1 });
  });

  test.each(['prune', 'remove'] as const)(
    'grants, consents and tokens end with a client, in one statement: %s',
    async (how) => {
      const { clientId, userId, grant, issue } = await scene(storage);
      const other = await scene(storage);
      const [id, othersGrant] = [await grant(), await other.grant()];
      await issue('RefreshToken', id);
      await issue('AuthorizationCode', id);
      await other.issue('RefreshToken', othersGrant);
      if (how === 'prune') {
        await database.query(
          {
            name: 'all_older',
            text: `WITH g AS (UPDATE grants SET created_at = now() - interval '9 d' WHERE client_id = $1)
              UPDATE clients SET created_at = now() - interval '9 d' WHERE id = $1`,
          },
          [clientId],
        );
        await prune({ never_used: true, idle_seconds: 8 * DAY, remove: true });
      } else await runOperation(operator(), 'clients.remove', { client_id: clientId });
      expect(await database.prisma.grant.count({ where: { clientId } })).toBe(0);
      expect(await database.prisma.artifact.count({ where: { grantId: id } })).toBe(0);
      expect(await storage.consents.any(userId, clientId, 'loopback')).toBe(false);
      expect(await database.prisma.artifact.count({ where: { grantId: othersGrant } })).toBe(1);
    },
  );

  test('more clients than one statement looks at are pruned to the last', async () => {
    await database.query(
      {
        name: 'many',
        text: `INSERT INTO clients (id, kind, metadata, created_at, last_used_on)
          SELECT 'many_' || n, 'dynamic', '{}', now() - interval '2 d',
            CASE WHEN n % 4 = 0 THEN current_date END
          FROM generate_series(1, 2000) n`,
      },
      [],
    );
    const would = await prune({ never_used: true });
    expect(would).toMatchObject({ removed: false, count: 1500, cut: true });
    expect(would.clients).toHaveLength(1000);
    expect(await prune({ never_used: true, remove: true })).toMatchObject({ count: 1500 });
    expect(await database.prisma.client.count()).toBe(500);
  });
});
