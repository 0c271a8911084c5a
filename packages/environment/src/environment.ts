import { formatDuration, parseDuration } from './duration.ts';
import { Faults } from './faults.ts';
import { nearMisses, nearMissInWords, nearMissSentence } from './near-misses.ts';
import { quote } from './quote.ts';

/**
 * Reads variables; what is malformed becomes a fault, and the fallback stands in for it.
 *
 * @typeParam Variable the names that may be read, where an app lists them
 * @example
 * const environment = new Environment(process.env);
 * const port = environment.integer('PORT', 1, 65_535, 3000);
 * environment.faults.throwIfAny();
 */
export class Environment<Variable extends string = string> {
  readonly faults = new Faults();
  readonly #read = new Set<string>();
  readonly #env: Readonly<Record<string, string | undefined>>;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#env = env;
  }

  /** The names of all that are set, whoever they are for. */
  get set(): string[] {
    return Object.entries(this.#env).flatMap(([name, value]) => (value?.trim() ? [name] : []));
  }

  /** Trimmed text. An empty variable counts as unset: compose files pass what is not set as empty. */
  text(variable: Variable): string | undefined {
    this.#read.add(variable);
    const text = this.#env[variable]?.trim();
    return text === '' ? undefined : text;
  }

  /** A text that has to be there. Where it is not, that is a fault and an empty text. */
  required(variable: Variable, remedy: string): string {
    const text = this.text(variable);
    if (text === undefined) this.faults.add(variable, 'is not set', remedy);
    return text ?? '';
  }

  /** The entries of a list separated by commas or white space; none where the variable is not set. */
  list(variable: Variable): string[] {
    return (this.text(variable) ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  }

  /** One of `choices`, letter by letter. */
  choice<const Choice extends string>(
    variable: Variable,
    choices: readonly Choice[],
    fallback: NoInfer<Choice>,
  ): Choice {
    const text = this.text(variable);
    if (text === undefined) return fallback;
    const chosen = choices.find((choice) => choice === text);
    if (chosen === undefined) {
      this.faults.add(variable, `is ${quote(text)}`, `It takes ${choices.join(', ')}.`);
    }
    return chosen ?? fallback;
  }

  /** `yes` or `no`, and no where nothing is said: for what an operator has to allow. */
  yes(variable: Variable): boolean {
    return this.choice(variable, ['yes', 'no'], 'no') === 'yes';
  }

  /** A whole number without sign, both ends included. */
  integer<Fallback extends number | undefined>(
    variable: Variable,
    min: number,
    max: number,
    fallback: Fallback,
  ): number | Fallback {
    const text = this.text(variable);
    if (text === undefined) return fallback;
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    this.faults.add(
      variable,
      `is ${quote(text)}`,
      `It takes a whole number from ${min} to ${max}.`,
    );
    return fallback;
  }

  /** Seconds. The limits are durations too: `{ from: '1m', to: '1d' }`; zero is one from `0s` on. */
  duration(variable: Variable, limits: { from: string; to: string }, fallback: string): number {
    const text = this.text(variable) ?? fallback;
    const seconds = /^0+s?$/.test(text) ? 0 : parseDuration(text);
    const [min = 0, max = 0] = [parseDuration(limits.from), parseDuration(limits.to)];
    if (seconds !== undefined && seconds >= min && seconds <= max) return seconds;
    const between = `from ${formatDuration(min)} to ${formatDuration(max)}`;
    this.faults.add(
      variable,
      `is ${quote(text)}`,
      `It takes a duration ${between}, written like 90s, 15m, 12h or 30d.`,
    );
    return parseDuration(fallback) ?? min;
  }

  /**
   * Names that look like one of `variables` that is not set. Those that the caller names become faults, and
   * so does whatever may be the reason for a fault that is there.
   *
   * @param meanings what other programs call the same: by their name, ours
   * @param isFault whether a misspelling of this variable is to be refused
   * @returns the others, as sentences
   */
  nearMisses(
    variables: readonly Variable[],
    meanings: Readonly<Partial<Record<string, Variable>>>,
    isFault: (variable: Variable) => boolean,
  ): string[] {
    return nearMisses(this.#env, variables, meanings).flatMap((miss) => {
      const refused = miss.by === 'spelling' && isFault(miss.meant);
      if (!refused && !this.faults.has(miss.meant)) return [nearMissSentence(miss)];
      const { problem, remedy } = nearMissInWords(miss);
      this.faults.add(miss.name, problem, remedy);
      return [];
    });
  }

  /** Those of `variables` that are set and that nobody has read. */
  unused(variables: readonly Variable[]): Variable[] {
    // Looked up among what is set: a variable is read only where somebody needs it.
    const set = new Set(this.set);
    return variables.filter((variable) => set.has(variable) && !this.#read.has(variable));
  }
}
