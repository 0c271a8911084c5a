import type { BindReport } from './bind-seals.ts';

/** How many values that do not open are named. */
const NAMED = 5;

interface Log {
  info(figures: object, sentence: string): void;
  warn(figures: object, sentence: string): void;
}

/** Tells an operator what became of sealed values of an older version, in a sentence or two. */
export function sealBinderLog(log: Log): (report: BindReport) => void {
  return ({ resealed, unopened }) => {
    if (resealed > 0) log.info({ resealed }, 'sealed values were bound to their rows');
    if (unopened.length === 0) return;
    const named = unopened.slice(0, NAMED).join(', ');
    log.warn(
      { unopened: unopened.length, named },
      'sealed values do not open with any key of ENCRYPTION_KEYS: put their key back at the end of the list, or remove what they belong to (gatehouse clients remove)',
    );
  };
}
