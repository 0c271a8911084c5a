import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../open.ts';
import { runScript } from '../testing/run-script.ts';

let directory: string;
/** A directory with a closed database, to be copied: making one takes seconds. */
let made: string;
beforeAll(async () => {
  made = mkdtempSync(path.join(tmpdir(), 'gatehouse-directory-'));
  await (await openDatabase({ dataDirectory: made })).close();
});
afterAll(() => {
  rmSync(made, { recursive: true, force: true });
});
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'gatehouse-directory-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** Opens the database, writes rows, and prints the number of each when its write was acknowledged. */
const writer = `
  const database = await openDatabase({ dataDirectory: process.argv[1] });
  for (let n = 1; ; n += 1) {
    await database.query({ name: 'write', text: 'INSERT INTO users (id) VALUES ($1)' }, [String(n)]);
    console.log('acknowledged ' + n + '.');
  }`;
const count = { name: 'test_count', text: 'SELECT count(*) AS n FROM users' };

describe('an embedded directory', () => {
  it('keeps what was written when it is closed and opened again', async () => {
    cpSync(made, directory, { recursive: true });
    const first = await openDatabase({ dataDirectory: directory });
    await first.prisma.user.create({ data: { id: 'kept' } });
    await first.close();

    const notices: string[] = [];
    const second = await openDatabase({
      dataDirectory: directory,
      onNotice: (notice) => notices.push(notice),
    });
    expect(await second.prisma.user.count()).toBe(1);
    expect(notices).toEqual([]);
    await second.close();
  });

  it('is refused to a second process, and keeps every acknowledged row through kill -9', async () => {
    cpSync(made, directory, { recursive: true });
    const running = runScript(writer, directory);
    try {
      await running.printed('acknowledged 50.');
      await expect(openDatabase({ dataDirectory: directory })).rejects.toMatchObject({
        code: 'directory_locked',
        message: `The data directory ${directory} is in use by process ${running.process.pid}; two at once would lose each other's writes.`,
      });
    } finally {
      running.process.kill('SIGKILL');
    }
    const { output } = await running.ended();
    const acknowledged = Number(/acknowledged (\d+)\.\s*$/.exec(output)?.[1]);

    const reopened = await openDatabase({ dataDirectory: directory });
    const [row] = await reopened.query<{ n: number }>(count, []);
    // One more may have been written without its acknowledgement being printed.
    expect(row?.n).toBeGreaterThanOrEqual(acknowledged);
    expect(row?.n).toBeLessThanOrEqual(acknowledged + 1);
    await reopened.close();
  });

  it('is made anew when the first start was killed in the middle', async () => {
    const starting = runScript(
      `await openDatabase({ dataDirectory: process.argv[1], onNotice: console.log })`,
      directory,
    );
    await starting.printed('Making a database');
    await expect
      .poll(() => existsSync(path.join(directory, 'postgres/PG_VERSION')), { timeout: 120_000 })
      .toBe(true);
    starting.process.kill('SIGKILL');
    await starting.ended();
    // The first start may have come far, so something is removed that a whole database would have.
    rmSync(path.join(directory, 'postgres/base'), { recursive: true, force: true });
    expect(readFileSync(path.join(directory, 'postgres.json'), 'utf8')).toContain('initialising');

    const database = await openDatabase({ dataDirectory: directory });
    expect(await database.pendingMigrations()).toEqual([]);
    await database.close();
  });

  it('is free again after a failed opening', async () => {
    cpSync(made, directory, { recursive: true });
    const stamp = path.join(directory, 'postgres.json');
    const ours = readFileSync(stamp);
    writeFileSync(stamp, JSON.stringify({ pglite: '0.4.9', state: 'ready' }));
    const refused = { code: 'directory_version', message: /PGlite 0\.4\.9/ };
    const attempt = () => openDatabase({ dataDirectory: directory });
    await expect(attempt()).rejects.toMatchObject({ code: refused.code });
    await expect(attempt()).rejects.toThrow(refused.message);
    writeFileSync(stamp, ours);
    await (await attempt()).close();
  });

  it('is refused where a database lies without saying what wrote it', async () => {
    cpSync(made, directory, { recursive: true });
    rmSync(path.join(directory, 'postgres.json'));
    await expect(openDatabase({ dataDirectory: directory })).rejects.toMatchObject({
      code: 'directory_version',
    });
  });

  it('that cannot be written is named', async () => {
    const file = path.join(directory, 'a-file');
    writeFileSync(file, '');
    const below = path.join(file, 'data');
    await expect(openDatabase({ dataDirectory: below })).rejects.toMatchObject({
      code: 'directory_unwritable',
      message: expect.stringContaining(`The data directory ${below} cannot be written`) as string,
    });
  });
});
