import { describe, expect, it } from 'vitest';
import { type HistoryRow, migrationStatus } from './history.ts';

const known = { name: '1_first', sql: '', checksum: 'as applied' };

describe('the status of a database', () => {
  const row = (name: string, changes: Partial<HistoryRow> = {}): HistoryRow => ({
    migration_name: name,
    checksum: known.checksum,
    finished: true,
    rolled_back: false,
    ...changes,
  });
  const status = (...rows: HistoryRow[]) => migrationStatus(async () => rows, [known]);

  it('is pending without a history table', async () => {
    const missing = async () => Promise.reject(Object.assign(new Error(), { code: '42P01' }));
    expect(await migrationStatus(missing, [known])).toEqual({
      pending: ['1_first'],
      unfinished: [],
    });
  });

  it('tells finished, unfinished and rolled back apart', async () => {
    expect(await status(row('1_first'))).toEqual({ pending: [], unfinished: [] });
    expect(await status(row('1_first', { finished: false }))).toEqual({
      pending: ['1_first'],
      unfinished: ['1_first'],
    });
    expect(await status(row('1_first', { finished: false, rolled_back: true }))).toEqual({
      pending: ['1_first'],
      unfinished: [],
    });
  });

  it('passes other faults on', async () => {
    const unreachable = async () => Promise.reject(new Error('the server is gone'));
    await expect(migrationStatus(unreachable, [known])).rejects.toThrow('the server is gone');
  });
});
