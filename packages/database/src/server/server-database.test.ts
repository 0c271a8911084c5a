import { describe, expect, it } from 'vitest';
import { openDatabase } from '../open.ts';
import { startCluster } from '../testing/cluster.ts';
import { ask } from '../testing/describe-each-database.ts';
import { givenServer } from '../testing/postgres.ts';
import { runScript } from '../testing/run-script.ts';

const backend = { name: 'test_backend', text: 'SELECT pg_backend_pid() AS pid' };

describe('a Postgres server', () => {
  it('is migrated once by two processes that start together on an empty database', async () => {
    const url = await ask('emptyServerDatabase');
    const source = `
      const database = await openDatabase({ url: process.argv[1], onNotice: console.log });
      console.log('pending ' + (await database.pendingMigrations()).length);
      await database.close();
      console.log('timers ' + process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length);`;
    const runs = await Promise.all(
      [runScript(source, url), runScript(source, url), runScript(source, url)].map((run) =>
        run.ended(),
      ),
    );
    expect(runs.map(({ code, output }) => [code, /pending \d+/.exec(output)?.[0]])).toEqual([
      [0, 'pending 0'],
      [0, 'pending 0'],
      [0, 'pending 0'],
    ]);
    expect(runs.filter(({ output }) => output.includes('Migrated'))).toHaveLength(1);
    // The engine leaves a timer of ten seconds, and no process may have to wait for it.
    expect(runs.map(({ output }) => /timers \d+/.exec(output)?.[0])).toEqual(
      Array(3).fill('timers 0'),
    );
  });

  it('is left alone with migrate off, and says what is pending', async () => {
    const database = await openDatabase({ url: await ask('emptyServerDatabase'), migrate: false });
    expect(await database.pendingMigrations()).toContain('20261124020802_initial');
    await database.close();
  });

  it('may cut its connections: the next statement has a new one', async () => {
    const notices: string[] = [];
    const url = await ask('serverDatabase');
    const database = await openDatabase({
      url,
      poolSize: 1,
      onNotice: (text) => notices.push(text),
    });
    const other = await openDatabase({ url });
    const [before] = await database.query<{ pid: number }>(backend, []);
    await other.query({ name: 'test_cut', text: 'SELECT pg_terminate_backend($1)' }, [before?.pid]);
    await expect.poll(() => notices).toHaveLength(1);
    const [after] = await database.query<{ pid: number }>(backend, []);
    expect(after?.pid).not.toBe(before?.pid);

    const cut = { name: 'test_cut_itself', text: 'SELECT pg_terminate_backend(pg_backend_pid())' };
    await expect(database.query(cut, [])).rejects.toMatchObject({ fault: '57P01' });
    await database.ping();
    await Promise.all([database.close(), other.close()]);
  });

  it.skipIf(givenServer() !== '')('may be restarted under load', async () => {
    const cluster = await startCluster();
    try {
      const database = await openDatabase({ url: cluster.url, poolSize: 4 });
      await database.prisma.user.create({ data: { id: 'before' } });
      const load = new AbortController();
      let failed = 0;
      const callers = Array.from({ length: 8 }, async () => {
        while (!load.signal.aborted) {
          await database.query(backend, []).catch(() => (failed += 1));
          await database.prisma.user.count().catch(() => (failed += 1));
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      });
      await cluster.restart();
      load.abort();
      await Promise.all(callers);
      expect(failed).toBeGreaterThan(0);
      expect(await database.prisma.user.findMany()).toMatchObject([{ id: 'before' }]);
      expect(await database.query(backend, [])).toHaveLength(1);
      await database.close();
    } finally {
      await cluster.stop();
    }
  });

  it('keeps its connection and prepared statements when it refuses a statement', async () => {
    const database = await openDatabase({ url: await ask('serverDatabase'), poolSize: 1 });
    const [before] = await database.query<{ pid: number }>(backend, []);
    const wrong = { name: 'test_division', text: 'SELECT 1 / $1::int' };
    await expect(database.query(wrong, [0])).rejects.toMatchObject({ code: '22012' });
    expect(await database.query(backend, [])).toEqual([before]);
    await database.close();
  });

  it.each([true, false])(
    'ends a statement that takes too long (prepared: %s)',
    async (preparedStatements) => {
      const database = await openDatabase({
        url: await ask('serverDatabase'),
        statementTimeoutMs: 200,
        preparedStatements,
      });
      const started = Date.now();
      await expect(
        database.query({ name: 'test_sleep', text: 'SELECT pg_sleep(30)' }, []),
      ).rejects.toThrow(/timeout/);
      expect(Date.now() - started).toBeLessThan(10_000);
      await database.ping();
      await database.close();
    },
  );
});

describe('a Postgres server that cannot be used', () => {
  const hidden = 'hunter2';

  it.each<[string, string, string]>([
    ['unreachable', `postgresql://me:${hidden}@127.0.0.1:1/gatehouse`, '127.0.0.1:1/gatehouse'],
    ['invalid_url', `mysql://me:${hidden}@localhost/gatehouse`, 'not a Postgres connection string'],
    ['invalid_url', `postgresql://me:${hidden}@localhost/gatehouse?schema=other`, 'schema other'],
  ])('answers %s without the password', async (code, url, words) => {
    const opening = openDatabase({ url });
    await expect(opening).rejects.toMatchObject({ code });
    await expect(opening).rejects.toThrow(words);
    await expect(opening).rejects.not.toThrow(hidden);
  });

  it('answers database_missing and access_denied', async () => {
    const missing = new URL(await ask('emptyServerDatabase'));
    missing.pathname = '/no_such_database';
    await expect(openDatabase({ url: missing.href })).rejects.toMatchObject({
      code: 'database_missing',
    });
    missing.username = 'no_such_user';
    const denied = openDatabase({ url: missing.href });
    await expect(denied).rejects.toMatchObject({ code: 'access_denied' });
  });
});
