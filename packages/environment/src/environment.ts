import { formatDuration, parseDuration } from './duration.ts';
import { type Faults, quote } from './faults.ts';
import type { Variable } from './variables.ts';

/** Reads variables; what is malformed becomes a fault, and the fallback stands in for it. */
export class Environment {
  readonly faults: Faults;
  readonly #env: Readonly<Record<string, string | undefined>>;

  constructor(env: Readonly<Record<string, string | undefined>>, faults: Faults) {
    this.#env = env;
    this.faults = faults;
  }

  /** Trimmed text. An empty variable counts as unset: compose files pass what is not set as empty. */
  text(variable: Variable): string | undefined {
    const text = this.#env[variable]?.trim();
    return text === '' ? undefined : text;
  }

  /** The entries of a list separated by commas or white space. */
  list(variable: Variable): string[] | undefined {
    const entries = this.text(variable)
      ?.split(/[\s,]+/)
      .filter((entry) => entry !== '');
    return entries?.length === 0 ? undefined : entries;
  }

  choice<const Choice extends string>(
    variable: Variable,
    choices: readonly Choice[],
    fallback: NoInfer<Choice>,
  ): Choice {
    const text = this.text(variable);
    if (text === undefined) return fallback;
    const chosen = choices.find((choice) => choice === text);
    if (chosen === undefined) {
      this.faults.add(variable, `is ${quote(text)}`, `It takes one of: ${choices.join(', ')}.`);
    }
    return chosen ?? fallback;
  }

  integer(variable: Variable, min: number, max: number, fallback: number): number {
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
}
