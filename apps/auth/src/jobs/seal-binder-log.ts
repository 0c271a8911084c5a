import type { BindReport } from './bind-seals.ts';

/** How many of the values that no key opens are named. */
const NAMED = 5;

interface Log {
  info(figures: object, sentence: string): void;
  warn(figures: object, sentence: string): void;
}

/** Logs for the operator what happened to sealed values of an older version. */
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
