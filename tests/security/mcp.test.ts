/**
 * The rows about MCP servers, at the built `apps/mcp` in a process of its own. Besides, its log
 * holds no token and no request that ended in 5xx.
 *
 * `pnpm test:security` prints the table.
 *
 * @module
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clients } from './mcp-server/clients.ts';
import type { McpAttack, McpIdle, McpRow } from './mcp-server/row.ts';
import { requests } from './mcp-server/requests.ts';
import { type McpTarget, startMcp } from './mcp-server/target.ts';
import { tokens } from './mcp-server/tokens.ts';
import { whatLogsTell } from './runner/attack.ts';
import { inWords, spellingsOf } from './runner/words.ts';

const ROWS: readonly McpRow[] = [...tokens, ...requests, ...clients].sort((one, other) =>
  one.id.localeCompare(other.id),
);
/** Behind the rows about tokens. */
const FIRST = 200_000;

let target: McpTarget;
beforeAll(async () => {
  target = await startMcp();
});
afterAll(() => target?.stop());

test('every id of MCP servers is in the table', () => {
  const ids = Array.from({ length: 23 }, (_, n) => `MC-${String(n + 1).padStart(2, '0')}`);
  const present = new Set(ROWS.map(({ id }) => id));
  expect(ids.filter((id) => !present.has(id))).toEqual([]);
});

const attacks = ROWS.filter((row) => 'expected' in row).map(titled);
test.for(attacks)('%s', { timeout: 120_000 }, async ([, row], { task }) => {
  const seen = await row.run(target);
  const observed = inWords(seen);
  const isSame = observed === row.expected;
  const spellings = spellingsOf(seen);
  task.meta.security = {
    ...outcome(row),
    expected: row.expected,
    observed: isSame ? `same${spellings > 1 ? ` (${spellings} ways)` : ''}` : observed,
    mark: isSame ? '✓' : '✗',
  };
  expect(observed).toBe(row.expected);
});

const idle = ROWS.filter((row) => 'notApplicable' in row).map(titled);
test.for(idle)('%s', ([, row], { task }) => {
  task.meta.security = { ...outcome(row), expected: '', observed: row.notApplicable, mark: '–' };
  expect(row.notApplicable).toMatch(/\.$/);
});

test('no token of any row is in the log, and none ended in 5xx', () => {
  // That there is a log, and that it has what the rows asked.
  expect(target.log()).toContain('"path":"/mcp","status":200');
  expect(target.log()).not.toMatch(/eyJ[\w-]{20}/);
  expect(whatLogsTell(target.log(), new Set(), false)).toEqual([]);
});

function outcome(row: McpRow) {
  return { id: row.id, order: FIRST + ROWS.indexOf(row), attack: `× apps/mcp: ${row.attack}` };
}

function titled<Of extends McpAttack | McpIdle>(row: Of): readonly [title: string, row: Of] {
  const result = 'expected' in row ? row.expected : 'not applicable';
  return [`${row.id} ${row.attack} → ${result}`, row];
}
