/**
 * The table of attacks, row by row, each a test named by its id. What a row checks beside its own
 * words: what the attack changed in the database, that nobody connected to an address which only
 * the attacker named, and that the log holds no secret and no request that ended in 5xx.
 *
 * `pnpm test:security` prints the table.
 *
 * @module
 */
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { attackOurs, attackStock, whatLogsTell } from './runner/attack.ts';
import { DelegatedTests } from './runner/delegated.ts';
import type { Attack, Delegated, NotApplicable } from './runner/row.ts';
import { type Servers, startServers } from './runner/servers.ts';
import { FAMILIES, ROWS } from './rows/rows.ts';

/** Milliseconds. A row takes one hundredth of it, unless the machine has much else to do. */
const PATIENCE = 120_000;

let servers: Servers;
let delegated: Promise<DelegatedTests>;
beforeAll(async () => {
  servers = await startServers();
  delegated = DelegatedTests.run(ROWS.filter((row) => 'file' in row));
  // Awaited where it is needed; it must not count as unhandled until then.
  delegated.catch(() => undefined);
});
afterAll(() => servers?.stop());

test('every id of the families is in the table', () => {
  const ids = Object.entries(FAMILIES).flatMap(([family, count]) =>
    Array.from({ length: count }, (_, n) => `${family}-${String(n + 1).padStart(2, '0')}`),
  );
  const present = new Set(ROWS.map(({ id }) => id));
  expect([...ids, 'FA-13'].filter((id) => !present.has(id))).toEqual([]);
});

describe('attacks', () => {
  for (const row of ROWS) {
    if ('notApplicable' in row) {
      test(`${row.id} ${row.attack} → not applicable`, ({ task }) => explain(task, row));
    } else if ('prepare' in row) {
      test(`${row.id} ${row.attack} → ${row.expected}`, ({ task }) => perform(task, row), PATIENCE);
    }
  }
});

describe('attacks that tests of a package perform', () => {
  for (const row of ROWS) {
    if (!('file' in row)) continue;
    test(`${row.id} ${row.attack} → ${row.expected}`, ({ task }) => ask(task, row), PATIENCE);
  }
});

test('no secret of any row is in the log', () => {
  expect(servers.ours.secrets.size).toBeGreaterThan(50);
  expect(whatLogsTell(servers.logs(), servers.ours.secrets, true)).toEqual([]);
});

type Task = TestContext['task'];

async function perform(task: Task, row: Attack): Promise<void> {
  const { id, expected } = row;
  const { observed, spellings, besides } = await attackOurs(servers, row);
  const stock = row.stock === undefined ? undefined : await attackStock(servers, row);
  task.meta.security = {
    id,
    expected,
    observed: [spellings > 1 ? `${observed} (${spellings} ways)` : observed, ...besides].join('; '),
    mark: observed === expected && besides.length === 0 ? '✓' : '✗',
    ...(stock !== undefined && { stock: besideStock(row, stock) }),
  };
  expect(observed).toBe(expected);
  expect(besides).toEqual([]);
  if (row.stock === 'red') expect(stock, 'bare oidc-provider').not.toBe(expected);
  else if (row.stock !== undefined) expect(stock, 'bare oidc-provider').toBe(expected);
}

function besideStock({ stock }: Attack, observed: string): string {
  return stock === 'red' ? `red, ${observed}` : `green, ${stock?.green ?? ''}`;
}

async function ask(task: Task, row: Delegated): Promise<void> {
  const { passed, failed } = (await delegated).of(row);
  const { id, expected } = row;
  const words = passed === 1 ? '1 test' : `${passed} tests`;
  task.meta.security = {
    id,
    expected,
    observed: failed.length === 0 ? `as expected, ${words} of ${row.file}` : failed.join('; '),
    mark: failed.length === 0 ? '✓' : '✗',
  };
  expect(failed).toEqual([]);
  expect(passed).toBeGreaterThan(0);
}

function explain(task: Task, { id, notApplicable }: NotApplicable): void {
  task.meta.security = { id, expected: '', observed: notApplicable, mark: '–' };
  expect(notApplicable).toMatch(/\.$/);
}
