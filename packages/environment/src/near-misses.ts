import { terminalText } from '@gatehouse/display';

/** A variable that is set, that nothing reads, and that looks like one that is not set. */
export interface NearMiss<Variable extends string = string> {
  /** as it is set; safe to print */
  readonly name: string;
  readonly meant: Variable;
  /**
   * - `spelling`: but for case, underscores or a letter it is the same
   * - `meaning`: another program calls the same thing so
   */
  readonly by: 'spelling' | 'meaning';
}

/**
 * Names that people set for one that is not set. Where the right one is set as well, nothing is wrong:
 * the other one may be for another program. That is also how an operator says so.
 *
 * @param variables all that an app reads
 * @param meanings what other programs call the same: by their name, ours
 */
export function nearMisses<Variable extends string>(
  env: Readonly<Record<string, string | undefined>>,
  variables: readonly Variable[],
  meanings: Readonly<Partial<Record<string, Variable>>>,
): NearMiss<Variable>[] {
  // Looked up among what is set: a variable is read only where somebody needs it.
  const set = new Map(Object.entries(env).filter(([, value]) => value?.trim()));
  const unset = variables.filter((variable) => !set.has(variable));
  const known = new Set<string>(variables);
  return [...set].flatMap(([name, value]) => {
    if (known.has(name) || isOfPlatform(name, value)) return [];
    const other = meanings[name.toUpperCase()];
    const meant = other ?? closest(name, unset);
    if (meant === undefined || !unset.includes(meant)) return [];
    const by = other === undefined ? 'spelling' : 'meaning';
    return [{ name: terminalText(name.slice(0, 80)), meant, by }];
  });
}

/**
 * Kubernetes and the links of Docker name a service and its ports in every container beside it: for one
 * that is called gatehouse, GATEHOUSE_PORT=tcp://10.0.0.1:3000 and GATEHOUSE_SERVICE_HOST. Package managers
 * name their settings in lower case.
 */
function isOfPlatform(name: string, value = ''): boolean {
  return (
    /^(?:tcp|udp|sctp):\/\//.test(value.trim()) ||
    /_SERVICE_(?:HOST|PORT)(?:_|$)|_PORT_\d+_(?:TCP|UDP|SCTP)/.test(name) ||
    /^p?npm_/i.test(name)
  );
}

/** The variable that a name is but for case, underscores, `GATEHOUSE_` in front, or a letter or two. */
function closest<Variable extends string>(
  name: string,
  variables: readonly Variable[],
): Variable | undefined {
  const typed = plain(name);
  let [found, least]: [Variable | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
  for (const variable of variables) {
    const known = plain(variable);
    const allowed = allowedMistakes(known);
    if (Math.abs(known.length - typed.length) > allowed) continue;
    const mistakes = distance(typed, known);
    if (mistakes <= allowed && mistakes < least) [found, least] = [variable, mistakes];
  }
  return found;
}

function plain(name: string): string {
  return name
    .toUpperCase()
    .replace(/[^A-Z\d]/g, '')
    .replace(/^GATEHOUSE/, '');
}

/** In a short name another letter makes another word: HOST and PORT. */
function allowedMistakes({ length }: string): number {
  if (length >= 12) return 2;
  return length >= 5 ? 1 : 0;
}

/** Letters put in, left out, changed or swapped with the next one (optimal string alignment). */
function distance(a: string, b: string): number {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}

/** What a near miss is, as a sentence about the variable, and what to do. */
export function nearMissInWords({ meant }: NearMiss): { problem: string; remedy: string } {
  return {
    problem: `is set, and nothing reads it: ${meant} is not set`,
    remedy: `Name it ${meant}. If it is for another program, set ${meant} as well.`,
  };
}

/** The same in one line. */
export function nearMissSentence(miss: NearMiss): string {
  const { problem, remedy } = nearMissInWords(miss);
  return `${miss.name} ${problem}. ${remedy}`;
}
