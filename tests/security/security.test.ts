/**
 * The table of attacks, row by row, each a test named by its id. What a row checks beside its own
 * words: what the attack changed in the database, that nobody connected to an address which only
 * the attacker named, and that the log holds no secret and no request that ended in 5xx.
 *
 * `pnpm test:security` prints the table.
 *
 * @module
 */
import { afterAll, beforeAll, expect, type TestContext, test } from 'vitest';
import { attackOurs, attackStock, whatLogsTell } from './runner/attack.ts';
import { DelegatedTests } from './runner/delegated.ts';
import type { Attack, Delegated, NotApplicable, Row } from './runner/row.ts';
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

/** Rows of families that are not attacked here from 01 on. */
const BESIDE = ['DC-11', 'DC-12', 'DC-13', 'FA-13', 'TE-17', 'TE-18', 'TE-19', 'TE-20'];

test('every id of the families is in the table', () => {
  const ids = Object.entries(FAMILIES).flatMap(([family, count]) =>
    Array.from({ length: count }, (_, n) => `${family}-${String(n + 1).padStart(2, '0')}`),
  );
  const present = new Set(ROWS.map(({ id }) => id));
  expect([...ids, ...BESIDE].filter((id) => !present.has(id))).toEqual([]);
});

const attacks = ROWS.filter((row) => 'prepare' in row).map(titled);
test.for(attacks)('%s', { timeout: PATIENCE }, ([, row], { task }) => perform(task, row));

const byPackages = ROWS.filter((row) => 'file' in row).map(titled);
test.for(byPackages)('%s', { timeout: PATIENCE }, ([, row], { task }) => ask(task, row));

const idle = ROWS.filter((row) => 'notApplicable' in row).map(titled);
test.for(idle)('%s', ([, row], { task }) => explain(task, row));

test('no secret of any row is in the log', () => {
  expect(servers.ours.secrets.size).toBeGreaterThan(50);
  expect(whatLogsTell(servers.logs(), servers.ours.secrets, true)).toEqual([]);
});

/** The row with the title of its test. */
function titled<Of extends Row>(row: Of): readonly [title: string, row: Of] {
  const result = 'expected' in row ? row.expected : 'not applicable';
  return [`${row.id} ${row.attack} → ${result}`, row];
}

type Task = TestContext['task'];

async function perform(task: Task, row: Attack): Promise<void> {
  const { id, expected } = row;
  const { observed, spellings, besides } = await attackOurs(servers, row);
  const stock = row.stock === undefined ? undefined : await attackStock(servers, row);
  const wrong = [...besides, ...(stock === undefined ? [] : wrongAboutStock(row, stock))];
  task.meta.security = {
    id,
    order: ROWS.indexOf(row),
    expected,
    observed: [spellings > 1 ? `${observed} (${spellings} ways)` : observed, ...wrong].join('; '),
    mark: observed === expected && wrong.length === 0 ? '✓' : '✗',
    ...(stock !== undefined && { stock: besideStock(row, stock) }),
  };
  expect(observed).toBe(expected);
  expect(wrong).toEqual([]);
}

/** A row that is to be red on the bare library and is not does not bite; nor does the other kind. */
function wrongAboutStock({ stock, expected }: Attack, observed: string): string[] {
  const isGreen = observed === expected;
  if (isGreen === (stock !== 'red')) return [];
  return [`bare oidc-provider: ${observed}`];
}

function besideStock({ stock }: Attack, observed: string): string {
  return stock === 'red' ? `red, ${observed}` : `green: ${stock?.green ?? ''}`;
}

async function ask(task: Task, row: Delegated): Promise<void> {
  const { passed, failed } = (await delegated).of(row);
  const { id, expected, file } = row;
  const words = passed === 1 ? '1 test' : `${passed} tests`;
  task.meta.security = {
    id,
    order: ROWS.indexOf(row),
    expected,
    observed: failed.length === 0 ? `the same, by ${words} of ${file}` : failed.join('; '),
    mark: failed.length === 0 ? '✓' : '✗',
  };
  expect(failed).toEqual([]);
  expect(passed).toBeGreaterThan(0);
}

function explain(task: Task, row: NotApplicable): void {
  const { id, notApplicable } = row;
  const order = ROWS.indexOf(row);
  task.meta.security = { id, order, expected: '', observed: notApplicable, mark: '–' };
  expect(notApplicable).toMatch(/\.$/);
}
