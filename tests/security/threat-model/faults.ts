/** What threats name that is not there, all at once: files that moved, tests that were renamed. */
import { AREAS } from './areas.ts';
import { namedIn } from './markdown.ts';
import { filesWith, pathOf, textOf } from './repository.ts';
import type { Defended } from './threat.ts';

/** One sentence for each fault, with where a test is now, if that can be told. */
export function faultsOfThreats(): string[] {
  return AREAS.flatMap(({ threats }) => threats).flatMap((threat) =>
    [threat, ...(threat.further ?? [])].flatMap((one) =>
      faultsOf(one).map((fault) => `${threat.id}: ${fault}`),
    ),
  );
}

function faultsOf({ attack, defence, tests = {} }: Defended): string[] {
  const sources = [...namedIn(attack), ...namedIn(defence)].flatMap(faultsOfName);
  const proofs = Object.entries(tests).flatMap(([file, titles]) => {
    const missing = faultsOfName(file);
    const text = missing.length === 0 ? withoutEscapes(textOf(pathOf(file))) : '';
    const renamed = titles.filter((title) => !text.includes(title));
    return [...missing, ...renamed.map((title) => `${file} has no “${title}”${nowIn(title)}.`)];
  });
  return [...sources, ...proofs];
}

function faultsOfName(name: string): string[] {
  try {
    pathOf(name);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function nowIn(title: string): string {
  const found = filesWith((text) => withoutEscapes(text).includes(title));
  return found.length > 0 && found.length < 4 ? `; it is in ${found.join(', ')}` : '';
}

const withoutEscapes = (text: string): string => text.replaceAll("\\'", "'");
