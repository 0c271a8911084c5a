import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../database.ts';
import { describeEachDatabase } from '../testing/describe-each-database.ts';
import { exportStream } from './export-stream.ts';
import { importFile, saveExport } from './file.ts';
import { BATCH } from './snapshot.ts';
import { LEFT_BEHIND, TRANSFERRED } from './tables.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-transfer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const artifacts = BATCH * 2 + 1;

describeEachDatabase('an export', (open) => {
  let source: Database;
  let target: Database;
  let file: string;
  let text: string;
  let rows: Readonly<Record<string, number>>;
  beforeAll(async () => {
    source = await open();
    target = await open();
    await source.prisma.user.createMany({ data: [{ id: 'ada' }, { id: 'grace' }] });
    await source.query(
      {
        name: 'fill',
        text: `INSERT INTO artifacts (kind, id_hash, payload, expires_at)
          SELECT 'Test', n::text, '{"n":12345678901234567890.10}', now() + interval '1 h'
          FROM generate_series(1, $1::int) n`,
      },
      [artifacts],
    );
    await source.query(
      {
        name: 'expired',
        text: `INSERT INTO artifacts (kind, id_hash, payload, expires_at) VALUES ('Test', 'old', '{}', now())`,
      },
      [],
    );
    file = path.join(folder, `${source.kind}.gz`);
    const header = await saveExport(file, exportStream(source, new Date()));
    rows = header.rows;
    text = gunzipSync(readFileSync(file)).toString();
  });

  it('says how many rows it holds, without those that have expired', () => {
    expect(rows).toMatchObject({ users: 2, artifacts });
  });

  const usersIn = (database: Database) => database.prisma.user.count();

  it('has a place for every table, and there are no sequences to carry over', async () => {
    const names = await source.query<{ name: string }>(
      {
        name: 'tables',
        text: `SELECT relname::text AS name FROM pg_class
          WHERE relkind IN ('r', 'S') AND relnamespace = 'public'::regnamespace`,
      },
      [],
    );
    const placed = [...TRANSFERRED.map(({ name }) => name), ...LEFT_BEHIND];
    expect(names.map(({ name }) => name).sort()).toEqual(placed.sort());
  });

  it.each<[string, (lines: string[]) => string[], RegExp]>([
    ['cut off between two lines', (lines) => lines.slice(0, -2), /ends too early/],
    ['with a row too few', (lines) => lines.toSpliced(3, 1), /does not fit/],
    ['with another name', (lines) => lines.map((l) => l.replace('"ada"', '"eve"')), /altered/],
    ['that goes on', (lines) => [...lines, '{}'], /follows its end/],
    ['of something else', () => ['{"format":"other"}'], /no export of Gatehouse/],
    ['of a later format', (l) => l.map((t) => t.replace('"version":1', '"version":2')), /format/],
    [
      'with SQL for a column',
      (lines) => lines.map((l) => l.replace('["id","name"', '["id\\" FROM users","name"')),
      /column that does not exist/,
    ],
  ])('%s is refused and leaves nothing', async (_, change, message) => {
    const changed = path.join(folder, 'changed.gz');
    writeFileSync(changed, gzipSync(`${change(text.trimEnd().split('\n')).join('\n')}\n`));
    const attempt = importFile(target, changed);
    await expect(attempt).rejects.toMatchObject({ code: 'export_damaged' });
    await expect(attempt).rejects.toThrow(message);
    expect(await usersIn(target)).toBe(0);
  });

  it('whose file breaks off is refused and leaves nothing', async () => {
    const broken = path.join(folder, 'broken.gz');
    for (const length of [0, 1, 0.5]) {
      const whole = readFileSync(file);
      writeFileSync(
        broken,
        whole.subarray(0, length === 1 ? whole.length - 9 : whole.length * length),
      );
      await expect(importFile(target, broken)).rejects.toMatchObject({ code: 'export_damaged' });
    }
    await expect(importFile(target, path.join(folder, 'absent'))).rejects.toMatchObject({
      code: 'file_refused',
    });
    expect(await usersIn(target)).toBe(0);
  });

  it('of a newer schema is refused', async () => {
    const newer = path.join(folder, 'newer.gz');
    writeFileSync(newer, gzipSync(text.replace('"migrations":["', '"migrations":["29990101_x","')));
    await expect(importFile(target, newer)).rejects.toMatchObject({ code: 'transfer_schema' });
  });

  it('is brought in whole, to the last digit, and only into an empty database', async () => {
    await importFile(target, file);
    const [row] = await target.query<{ n: number; text: string }>(
      {
        name: 'found',
        text: `SELECT count(*) AS n, min(payload::text) AS text FROM artifacts WHERE payload->>'n' = '12345678901234567890.10'`,
      },
      [],
    );
    expect(row?.n).toBe(artifacts);
    await expect(importFile(target, file)).rejects.toMatchObject({
      code: 'transfer_not_empty',
      message: 'The database is not empty: there are rows in users.',
    });
    expect(await usersIn(target)).toBe(2);
  });

  it('does not replace a file, and leaves no draft', async () => {
    await expect(saveExport(file, exportStream(source, new Date()))).rejects.toMatchObject({
      code: 'export_exists',
    });
    const nowhere = path.join(folder, 'absent', 'file.gz');
    await expect(saveExport(nowhere, exportStream(source, new Date()))).rejects.toMatchObject({
      code: 'file_refused',
    });
    expect(existsSync(file)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('shows one moment, however slowly it is read, and lets others write', async () => {
    const slow = exportStream(source, new Date());
    // The first bytes come when the snapshot has been taken.
    await new Promise((resolve) => slow.once('readable', resolve));
    await source.prisma.user.create({ data: { id: 'later' } });
    const later = path.join(folder, `${source.kind}-later.gz`);
    const header = await saveExport(later, slow);
    expect(header.rows).toMatchObject({ users: 2 });
    expect(gunzipSync(readFileSync(later)).toString()).not.toContain('"later"');
    expect(await usersIn(source)).toBe(3);
  });

  it('that nobody takes any more lets go of the database', async () => {
    const abandoned = exportStream(source, new Date());
    abandoned.on('error', () => {});
    await new Promise((resolve) => abandoned.once('readable', resolve));
    abandoned.destroy();
    const again = path.join(folder, `${source.kind}-again.gz`);
    await expect
      .poll(
        () =>
          saveExport(again, exportStream(source, new Date())).then(
            () => 'saved',
            (error: unknown) => (error as { code: string }).code,
          ),
        { timeout: 60_000 },
      )
      .toMatch(/saved|export_exists/);
    expect(existsSync(again)).toBe(true);
  });
});

describe('the tables of an export', () => {
  it('come after those that they refer to', () => {
    const order = TRANSFERRED.map(({ name }) => name);
    for (const [child, parent] of [
      ['identities', 'users'],
      ['consents', 'clients'],
      ['grants', 'clients'],
      ['sessions', 'users'],
    ] as const) {
      expect(order.indexOf(child)).toBeGreaterThan(order.indexOf(parent));
    }
  });
});
