import type { Fault } from './faults.ts';
import { quote } from './quote.ts';
import { urlProblem } from './url-problem.ts';

/** Reads variables one by one and collects what is wrong with them. */
export class Environment {
  readonly faults: Fault[] = [];
  readonly #asked = new Set<string>();
  readonly #env: Readonly<Record<string, string | undefined>>;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#env = env;
  }

  /** Compose files pass what is not set as an empty string: that counts as unset. */
  text(variable: string): string | undefined {
    this.#asked.add(variable);
    return this.#env[variable]?.trim() || undefined;
  }

  /** A text that has to be there. Where it is not, that is a fault and an empty text. */
  required(variable: string, remedy: string): string {
    const text = this.text(variable);
    if (text === undefined) this.fault(variable, 'is not set', remedy);
    return text ?? '';
  }

  /** A URL that tokens or secrets may be sent to, or undefined where there is none that will do. */
  url(variable: string, remedy: string): string | undefined {
    const text = this.text(variable);
    const problem = text === undefined ? undefined : urlProblem(text);
    if (problem === undefined) return text;
    this.fault(variable, problem, remedy);
    return undefined;
  }

  yes(variable: string): boolean {
    return this.choice(variable, ['yes', 'no'], 'no') === 'yes';
  }

  /** Entries separated by commas or white space. */
  list(variable: string): string[] {
    return (this.text(variable) ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  }

  choice<const Choice extends string>(
    variable: string,
    choices: readonly Choice[],
    fallback: NoInfer<Choice>,
  ): Choice {
    const text = this.text(variable);
    if (text === undefined) return fallback;
    const chosen = choices.find((choice) => choice === text);
    if (chosen === undefined) {
      this.fault(variable, `is ${quote(text)}`, `It takes ${choices.join(', ')}.`);
    }
    return chosen ?? fallback;
  }

  port(variable: string): number | undefined {
    const text = this.text(variable);
    if (text === undefined) return undefined;
    const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (port >= 1 && port <= 65_535) return port;
    this.fault(variable, `is ${quote(text)}`, 'It takes a port from 1 to 65535.');
    return undefined;
  }

  /** Those of `variables` that are set and that nobody has asked for. */
  unused(variables: readonly string[]): string[] {
    return Object.entries(this.#env)
      .filter(
        ([name, value]) => variables.includes(name) && value?.trim() && !this.#asked.has(name),
      )
      .map(([name]) => name);
  }

  isFaulty(variable: string): boolean {
    return this.faults.some((fault) => fault.variable === variable);
  }

  fault(variable: string, problem: string, remedy: string): void {
    this.faults.push({ variable, problem, remedy });
  }
}
