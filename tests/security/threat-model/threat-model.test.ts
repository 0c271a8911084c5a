/** `docs/threat-model` is what the rows and the threats say, and what these say is there. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AREAS } from './areas.ts';
import { faultsOfThreats } from './faults.ts';
import { FOLDER, pages } from './pages.ts';
import { ROOT, textOf } from './repository.ts';
import { shownRows } from './rows.ts';

const threats = AREAS.flatMap((area) => area.threats);
const defences = threats.flatMap((threat) => [
  { id: threat.id, tests: threat.tests },
  ...(threat.further ?? []).map(({ tests }) => ({ id: threat.id, tests })),
]);
const written = pages();
// Awaited by each test of a page; it must not count as unhandled until then.
written.catch(() => undefined);
const names = ['README', ...AREAS.map(({ name }) => name)].map((name) => `${name}.md`);

test('every file and every test that a threat names exists', () => {
  expect(faultsOfThreats()).toEqual([]);
});

test('the folder has a page for each area, an index and nothing else', () => {
  expect(readdirSync(join(ROOT, FOLDER)).sort()).toEqual(names.sort());
});

test.each(names)('%s is what `pnpm threat-model` writes', async (name) => {
  expect(textOf(`${FOLDER}/${name}`)).toBe((await written).get(name));
});

test('every attack has a defence in words, and a row or a test that proves it', async () => {
  const rows = (await shownRows()).filter(({ applies }) => applies);
  const attacked = new Set(rows.map(({ id }) => id));
  const proved = defences.filter(({ tests }) => tests !== undefined).map(({ id }) => id);
  const known = new Set(threats.map(({ id }) => id));
  expect(threats.length).toBeGreaterThan(200);
  expect([...attacked].filter((id) => !known.has(id))).toEqual([]);
  expect([...known].filter((id) => !attacked.has(id) && !proved.includes(id))).toEqual([]);
});

test('no id stands twice, and each family is in one area', () => {
  const ids = threats.map(({ id }) => id);
  const families = AREAS.flatMap((area) => area.families);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(families).size).toBe(families.length);
  const stray = AREAS.flatMap((area) =>
    area.threats.filter(({ id }) => !area.families.includes(id.slice(0, 2))),
  );
  expect(stray).toEqual([]);
});
