/**
 * The rows about tokens, each for every verifier of `packages/auth-core` behind `protect()`: what
 * is answered, with which challenge, and how many requests to the outside it caused. Besides, no
 * answer repeats the token or says what went wrong inside.
 *
 * `pnpm test:security` prints the table.
 *
 * @module
 */
import { expect, test } from 'vitest';
import { attack, type Cell, cellsOf } from './resource-server/runner/cells.ts';
import { SUBJECTS } from './resource-server/runner/names.ts';
import { TOKEN_ROWS } from './resource-server/rows/rows.ts';

const CELLS = cellsOf(TOKEN_ROWS);
/** Behind the rows of the authorization server. */
const FIRST = 100_000;

test('every id of the tokens is in the table, for every verifier', () => {
  const ids = Array.from({ length: 29 }, (_, n) => `RS-${String(n + 1).padStart(2, '0')}`);
  const present = new Set(TOKEN_ROWS.map(({ id }) => id));
  expect(ids.filter((id) => !present.has(id))).toEqual([]);
  expect(CELLS).toHaveLength(TOKEN_ROWS.length * SUBJECTS.length);
});

const attacks = CELLS.filter(({ applies }) => applies).map(titled);
test.for(attacks)('%s', async ([, cell], { task }) => {
  const { row, name, expected } = cell;
  const { observed, spellings, leaks } = await attack(cell);
  const isSame = observed === expected && leaks.length === 0;
  task.meta.security = {
    id: row.id,
    order: FIRST + CELLS.indexOf(cell),
    attack: `× ${name}: ${row.attack}`,
    expected,
    observed: isSame ? same(spellings) : [observed, ...leaks].join('; '),
    mark: isSame ? '✓' : '✗',
  };
  expect(observed).toBe(expected);
  expect(leaks).toEqual([]);
});

const idle = CELLS.filter(({ applies }) => !applies).map(titled);
test.for(idle)('%s', ([, { row, name, expected, ...cell }], { task }) => {
  task.meta.security = {
    id: row.id,
    order: FIRST + CELLS.findIndex((one) => one.row === row && one.name === name),
    attack: `× ${name}: ${row.attack}`,
    expected: '',
    observed: expected,
    mark: '–',
  };
  expect(cell.applies).toBe(false);
  expect(expected).toMatch(/^[A-Z].*\.$/);
});

function titled(cell: Cell): readonly [title: string, cell: Cell] {
  const { row, name, expected, applies } = cell;
  return [`${row.id} ${row.attack} × ${name} → ${applies ? expected : 'not applicable'}`, cell];
}

function same(spellings: number): string {
  return spellings > 1 ? `same (${spellings} ways)` : 'same';
}
