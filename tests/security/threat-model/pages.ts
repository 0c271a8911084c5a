/** The pages of `docs/threat-model`, made of the threats and the rows. */
import { AREAS, type Area } from './areas.ts';
import { linkTo, markdown, plain, sentence } from './markdown.ts';
import { textOf } from './repository.ts';
import { type ShownRow, shownRows } from './rows.ts';
import type { Defended, Threat } from './threat.ts';

/** Where the pages are, from the root of the repository. */
export const FOLDER = 'docs/threat-model';

const INDEX = 'README.md';

const NOTE = '<!-- Written by `pnpm threat-model` from tests/security; do not edit. -->';

/** One id with everything that is known about it. */
interface Entry {
  readonly id: string;
  /** absent: only rows have it */
  readonly threat?: Threat;
  readonly rows: readonly ShownRow[];
}

/**
 * Every page by the name of its file.
 *
 * @throws {Error} where an id stands twice or in no area, or a file is named that is not there
 */
export async function pages(): Promise<ReadonlyMap<string, string>> {
  const rows = await shownRows();
  const entries = AREAS.map((area) => ({ area, entries: entriesOf(area, rows) }));
  const placed = entries.reduce((sum, one) => sum + rowsIn(one.entries), 0);
  if (placed !== rows.length) throw new Error('A row has an id of no area: see areas.ts.');
  return new Map([
    [INDEX, index(entries)],
    ...entries.map((one) => [`${one.area.name}.md`, page(one.area, one.entries)] as const),
  ]);
}

/** The ids of an area, each once, in the order of its families and of their numbers. */
function entriesOf({ families, threats }: Area, rows: readonly ShownRow[]): Entry[] {
  const known = new Map<string, Threat>();
  for (const threat of threats) {
    if (known.has(threat.id)) throw new Error(`${threat.id} stands twice.`);
    known.set(threat.id, threat);
  }
  const ids = new Set([...known.keys(), ...rows.map(({ id }) => id)]);
  return families.flatMap((family) =>
    [...ids]
      .filter((id) => id.startsWith(`${family}-`))
      .sort()
      .map((id) => {
        const threat = known.get(id);
        return { id, ...(threat && { threat }), rows: rows.filter((row) => row.id === id) };
      }),
  );
}

const rowsIn = (entries: readonly Entry[]): number =>
  entries.reduce((sum, entry) => sum + entry.rows.length, 0);

/** The index, whose text is written by hand around the table. */
function index(areas: readonly { area: Area; entries: readonly Entry[] }[]): string {
  const lines = areas.map(({ area: { name, title, families }, entries }) => {
    const cells = [
      `[${title}](${name}.md)`,
      families.join(', '),
      entries.length,
      rowsIn(entries),
      entries.reduce((sum, { threat }) => sum + testsOf(threat), 0),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const head = `| area | ids | attacks | rows | tests |\n| --- | --- | ---: | ---: | ---: |`;
  const [before, after] = textOf(`${FOLDER}/${INDEX}`).split(/(?<=<!-- areas -->\n)[^]*?(?=<!--)/);
  if (before === undefined || after === undefined)
    throw new Error(`${INDEX} has no place for areas.`);
  return `${before}${head}\n${lines.join('\n')}\n${after}`;
}

const testsOf = (threat: Threat | undefined): number =>
  (threat ? [threat, ...(threat.further ?? [])] : [])
    .flatMap(({ tests }) => Object.values(tests ?? {}))
    .reduce((sum, titles) => sum + titles.length, 0);

function page({ name, title }: Area, entries: readonly Entry[]): string {
  const file = `${FOLDER}/${name}.md`;
  return `# ${title}

${NOTE}

[How to read this](README.md).

${entries.map((entry) => section(entry, file)).join('\n\n')}
`;
}

function section({ id, threat, rows }: Entry, file: string): string {
  const parts = threat
    ? [`## ${id}: ${markdown(threat.attack, file)}`, ...defended(threat, file)]
    : [`## ${id}: ${plain(rows[0]?.attack ?? '')}`];
  for (const one of threat?.further ?? []) {
    parts.push(`**Also:** ${markdown(sentence(one.attack), file)}`, ...defended(one, file));
  }
  const attacked = rows.filter(({ applies }) => applies);
  if (attacked.length > 0) parts.push(table(attacked, file));
  for (const { attack, expected } of rows.filter(({ applies }) => !applies)) {
    parts.push(`**Not sent:** *${plain(attack)}*. ${plain(expected)}`);
  }
  return parts.join('\n\n');
}

function defended({ defence, tests = {} }: Defended, file: string): string[] {
  const proofs = Object.entries(tests).map(
    ([test, titles]) => `- ${linkTo(test, file)}: ${inItalics(titles)}`,
  );
  const defends = `**Defence:** ${markdown(sentence(defence), file)}`;
  return proofs.length === 0 ? [defends] : [defends, `Proved by\n${proofs.join('\n')}`];
}

function table(rows: readonly ShownRow[], file: string): string {
  const hasStock = rows.some(({ stock }) => stock !== undefined);
  const columns = [
    'attack, as a row',
    'what must happen',
    'in',
    ...(hasStock ? ['bare library'] : []),
  ];
  const lines = rows.map(({ attack, expected, file: proof, titles, stock = '' }) => {
    const shown = proof.replace('tests/security/', '');
    const where = `${linkTo(proof, file, shown)}${titles ? `: ${inItalics(titles)}` : ''}`;
    return [plain(attack), plain(expected), where, ...(hasStock ? [plain(stock)] : [])];
  });
  const head = [columns, columns.map(() => '---')];
  return [...head, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const inItalics = (titles: readonly string[]): string =>
  titles.map((title) => `*${plain(title)}*`).join(', ');
