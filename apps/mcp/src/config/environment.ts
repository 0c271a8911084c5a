import type { Fault } from './faults.ts';

/** Reads variables one by one and collects what is wrong with them. */
export class Environment {
  readonly faults: Fault[] = [];
  readonly #env: Readonly<Record<string, string | undefined>>;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    this.#env = env;
  }

  /** Compose files pass what is not set as an empty string: that counts as unset. */
  text(variable: string): string | undefined {
    return this.#env[variable]?.trim() || undefined;
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

  fault(variable: string, problem: string, remedy: string): void {
    this.faults.push({ variable, problem, remedy });
  }
}

/** A value inside a fault: on one line, not endless. */
export function quote(value: string): string {
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}...` : value);
}
