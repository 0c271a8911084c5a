import type { Observed } from '../../runner/row.ts';
import { inWords, spellingsOf } from '../../runner/words.ts';
import { SUBJECTS, type SubjectName } from './names.ts';
import type { TokenRow } from './row.ts';
import { standOf } from './stand.ts';
import { counted, VERDICTS } from './words.ts';

/** One row for one verifier. */
export interface Cell {
  readonly row: TokenRow;
  readonly name: SubjectName;
  /** in words; or why there is nothing to attack */
  readonly expected: string;
  readonly applies: boolean;
}

const CHALLENGED = 'resource_metadata scope';

export function cellsOf(rows: readonly TokenRow[]): Cell[] {
  return rows.flatMap((row) =>
    SUBJECTS.map((name) => {
      const reason = row.notFor?.[name];
      const expected = reason ?? expectedOf(row, name);
      return { row, name, expected, applies: reason === undefined };
    }),
  );
}

function expectedOf({ expected, except, requests }: TokenRow, name: SubjectName): string {
  const words = VERDICTS[except?.[name] ?? expected];
  const offersBoth = name === 'dpop(jwt)' && words.endsWith(CHALLENGED);
  const verdict = offersBoth ? `${words}; DPoP ${CHALLENGED} algs` : words;
  // What is around a verifier of tokens by metadata asks as often as what is inside.
  const like = name.includes('(jwt') ? 'jwt (metadata)' : name;
  return `${verdict}, ${counted(requests?.[name] ?? requests?.[like] ?? 0)}`;
}

export interface Attacked {
  readonly observed: string;
  readonly spellings: number;
  readonly leaks: readonly string[];
}

/** Attacks a resource server of its own. */
export async function attack({ row, name }: Cell): Promise<Attacked> {
  const stand = await standOf(name, { warm: row.cold !== true });
  try {
    const observed: Observed = await row.run(stand);
    return {
      observed: inWords(observed),
      spellings: spellingsOf(observed),
      leaks: [...new Set(stand.leaks)],
    };
  } finally {
    stand.close();
  }
}
