import { createHash } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import type { SqlMigrationAwareDriverAdapterFactory, SqlQuery } from '@prisma/driver-adapter-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MigrationError } from '../errors.ts';
import type { EmbeddedMigration } from '../generated/migrations.ts';
import { ask } from '../testing/describe-each-database.ts';
import { LateCommits } from '../server/late-commits.ts';
import { createMigrationPool } from '../server/pool.ts';
import { Servers } from '../server/servers.ts';
import { pgliteMigrationAdapter, pgMigrationAdapter } from './adapter.ts';
import { applyMigrations } from './apply.ts';
import type { ReadHistory } from './history.ts';

function migration(name: string, sql: string): EmbeddedMigration {
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

const first = migration('1_first', 'CREATE TABLE first (id int PRIMARY KEY);');
const withBody = migration(
  '2_body',
  'CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END; $$; -- no newline',
);
const failing = migration(
  '2_failing',
  'CREATE TABLE half (id int); INSERT INTO first VALUES (1); INSERT INTO first VALUES (1);',
);
const repaired = migration(
  '2_failing',
  'CREATE TABLE half (id int); INSERT INTO first VALUES (1);',
);

interface Target {
  readonly run: (sql: string) => Promise<Record<string, unknown>[]>;
  readonly apply: (migrations: EmbeddedMigration[], wrap?: Wrap) => Promise<string[]>;
  readonly close: () => Promise<void>;
}

type Wrap = (
  factory: SqlMigrationAwareDriverAdapterFactory,
) => SqlMigrationAwareDriverAdapterFactory;

let blank: Promise<Blob> | undefined;

async function embedded(): Promise<Target> {
  blank ??= PGlite.create().then(async (fresh) => {
    const dump = await fresh.dumpDataDir('none');
    await fresh.close();
    return dump;
  });
  const pglite = await PGlite.create({ loadDataDir: await blank });
  return asTarget(
    async (sql) => (await pglite.query<Record<string, unknown>>(sql)).rows,
    pgliteMigrationAdapter(pglite),
    () => pglite.close(),
  );
}

async function server(sessionLock = true): Promise<Target> {
  const pool = createMigrationPool({
    servers: new Servers([await ask('emptyServerDatabase')]),
    size: 1,
    connectTimeoutMs: 5_000,
    preparedStatements: true,
    bounds: {
      statementTimeoutMs: 5_000,
      answerTimeoutMs: 7_000,
      inTransaction: false,
      late: new LateCommits(undefined),
    },
    onIdleError() {},
  });
  return asTarget(
    async (sql) => (await pool.query<Record<string, unknown>>(sql)).rows,
    pgMigrationAdapter(pool, sessionLock),
    () => pool.end(),
  );
}

function asTarget(
  run: Target['run'],
  factory: SqlMigrationAwareDriverAdapterFactory,
  close: Target['close'],
): Target {
  const read = run as unknown as ReadHistory;
  return {
    run,
    apply: (migrations, wrap = (adapter) => adapter) =>
      applyMigrations(read, wrap(factory), migrations),
    close,
  };
}

/** As if the process were killed after the script: the engine's next statement is not executed. */
const killedAfterScript: Wrap = (factory) => ({
  ...factory,
  async connect() {
    const adapter = await factory.connect();
    const executeScript = adapter.executeScript.bind(adapter);
    let killed = false;
    adapter.executeScript = async (script) => {
      await executeScript(script);
      killed = true;
    };
    const whileAlive =
      <T>(send: (query: SqlQuery) => Promise<T>) =>
      (query: SqlQuery): Promise<T> =>
        killed ? Promise.reject(new Error('killed')) : send(query);
    adapter.executeRaw = whileAlive(adapter.executeRaw.bind(adapter));
    adapter.queryRaw = whileAlive(adapter.queryRaw.bind(adapter));
    return adapter;
  },
});

describe.each<[string, () => Promise<Target>]>([
  ['embedded', embedded],
  ['on PostgreSQL', server],
])('migrating %s', (_kind, open) => {
  let target: Target;
  beforeEach(async () => {
    target = await open();
  });
  afterEach(() => target.close());

  it('applies what is pending, in order, once', async () => {
    expect(await target.apply([first])).toEqual(['1_first']);
    expect(await target.apply([first, withBody])).toEqual(['2_body']);
    expect(await target.apply([first, withBody])).toEqual([]);
    expect(await target.run('SELECT one()')).toEqual([{ one: 1 }]);
  });

  it('records a failing migration as failed, leaves nothing of it, and tries it again', async () => {
    const attempt = target.apply([first, failing]);
    await expect(attempt).rejects.toThrow(MigrationError);
    await expect(attempt).rejects.toThrow('The migration 2_failing failed: ');
    await expect(attempt).rejects.toMatchObject({ code: 'migration_failed' });
    expect(await target.run("SELECT to_regclass('half')::text AS half")).toEqual([{ half: null }]);
    expect(await history(target)).toEqual(['1_first finished', '2_failing failed']);

    expect(await target.apply([first, repaired])).toEqual(['2_failing']);
    expect(await history(target)).toEqual([
      '1_first finished',
      '2_failing finished',
      '2_failing rolled back',
    ]);
    expect(await target.run('SELECT count(*)::int AS n FROM first')).toEqual([{ n: 1 }]);
  });

  it('refuses a migration that reads differently from what was applied', async () => {
    await target.apply([first]);
    const edited = migration('1_first', `${first.sql}\n-- improved`);
    await expect(target.apply([edited, withBody])).rejects.toMatchObject({
      code: 'migration_edited',
    });
  });

  it('goes on where a newer version has already migrated', async () => {
    await target.apply([first, withBody]);
    expect(await target.apply([first])).toEqual([]);
  });

  it('knows a migration as applied whose process was killed right after it', async () => {
    await expect(target.apply([first], killedAfterScript)).rejects.toThrow('killed');
    expect(await target.apply([first])).toEqual([]);
    expect(await target.apply([first, withBody])).toEqual(['2_body']);
  });
});

async function history({ run }: Target): Promise<string[]> {
  const rows = (await run(
    'SELECT migration_name, finished_at, rolled_back_at FROM _prisma_migrations',
  )) as { migration_name: string; finished_at: unknown; rolled_back_at: unknown }[];
  return rows
    .map((row) => {
      const state = row.rolled_back_at ? 'rolled back' : row.finished_at ? 'finished' : 'failed';
      return `${row.migration_name} ${state}`;
    })
    .sort();
}

describe('behind a transaction pooler', () => {
  it.each([
    [true, 1],
    [false, 0],
  ])('with the session lock %s, %i advisory lock stays in the session', async (lock, left) => {
    const { run, apply, close } = await server(lock);
    await apply([first]);
    const locks =
      "SELECT 1 AS held FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()";
    expect(await run(locks)).toHaveLength(left);
    await close();
  });
});
