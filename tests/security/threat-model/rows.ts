/** The rows of every table of attacks, each with the file that it stands in and its result in words. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { McpRow } from '../mcp-server/row.ts';
import { type Of, SUBJECTS } from '../resource-server/runner/names.ts';
import type { TokenRow } from '../resource-server/runner/row.ts';
import { VERDICTS } from '../resource-server/runner/words.ts';
import type { Row } from '../runner/row.ts';
import { ROOT } from './repository.ts';

/** A row as the threat model shows it. */
export interface ShownRow {
  readonly id: string;
  readonly attack: string;
  /** what must happen; or why there is nothing to attack */
  readonly expected: string;
  readonly applies: boolean;
  /** from the root of the repository */
  readonly file: string;
  /** tests of that file, where it is no row that attacks */
  readonly titles?: readonly string[];
  /** what the bare library does with it, where that is known */
  readonly stock?: string;
}

type AnyRow = Row | TokenRow | McpRow;

const FOLDERS = [
  'tests/security/rows',
  'tests/security/resource-server/rows',
  'tests/security/mcp-server',
];

/** Every row, in the order of the files and in the order of each file. */
export async function shownRows(): Promise<readonly ShownRow[]> {
  const rows: ShownRow[] = [];
  for (const folder of FOLDERS) {
    for (const name of readdirSync(join(ROOT, folder)).sort()) {
      // These collect the rows of the files beside them.
      if (name === 'rows.ts') continue;
      const file = `${folder}/${name}`;
      const members: Readonly<Record<string, unknown>> = await import(join(ROOT, file));
      const found = Object.values(members).flat().filter(isRow);
      rows.push(...found.map((row) => shown(row, file)));
    }
  }
  return rows;
}

function isRow(value: unknown): value is AnyRow {
  return typeof value === 'object' && value !== null && 'id' in value && 'attack' in value;
}

function shown(row: AnyRow, file: string): ShownRow {
  const { id, attack } = row;
  const one = { id, attack, applies: true };
  if ('notApplicable' in row) return { ...one, file, applies: false, expected: row.notApplicable };
  if (isTokenRow(row)) return { ...one, file, expected: ofEveryVerifier(row) };
  if ('file' in row) {
    const { file: test, titles, expected } = row;
    return { ...one, file: test, titles, expected };
  }
  const stock = 'stock' in row ? row.stock : undefined;
  if (stock === undefined) return { ...one, file, expected: row.expected };
  return {
    ...one,
    file,
    expected: row.expected,
    stock: stock === 'red' ? 'red' : `green: ${stock.green}`,
  };
}

const isTokenRow = (row: AnyRow): row is TokenRow => 'expected' in row && row.expected in VERDICTS;

/** What comes of a token, and for which verifiers it is something else or nothing at all. */
function ofEveryVerifier({ expected, except = {}, notFor = {} }: TokenRow): string {
  const others = byResult(except, (verdict) => VERDICTS[verdict]);
  const none = byResult(notFor, (reason) => `not applicable (${reason.replace(/\.$/, '')})`);
  return [VERDICTS[expected], ...others, ...none].join('; ');
}

function byResult<T>(of: Of<T>, inWords: (result: T) => string): string[] {
  const verifiers = new Map<string, string[]>();
  for (const name of SUBJECTS) {
    const result = of[name];
    if (result === undefined) continue;
    const words = inWords(result);
    verifiers.set(words, [...(verifiers.get(words) ?? []), name]);
  }
  return [...verifiers].map(([words, names]) => `${inShort(names)}: ${words}`);
}

/** The verifiers by name, or those that are left where they are nearly all. */
function inShort(names: readonly string[]): string {
  const others = SUBJECTS.filter((name) => !names.includes(name));
  return others.length > 2 ? names.join(', ') : `all but ${others.join(', ')}`;
}
