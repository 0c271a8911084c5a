/** Something that is wrong with one variable. Holds no secret: values are quoted only where harmless. */
export interface Fault {
  readonly variable: string;
  /** what is wrong, as the rest of a sentence that begins with the variable's name */
  readonly problem: string;
  /** what would be right, as a sentence */
  readonly remedy: string;
}

/**
 * The environment does not make a configuration. Lists every fault, not the first alone; the message
 * has one line for each, for a terminal.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly code = 'invalid_configuration';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(
      faults.map(({ variable, problem, remedy }) => `${variable} ${problem}. ${remedy}`).join('\n'),
    );
    this.faults = faults;
  }
}

/** Collects faults while the environment is read. */
export class Faults {
  readonly #faults: Fault[] = [];

  add(variable: string, problem: string, remedy: string): void {
    this.#faults.push({ variable, problem, remedy });
  }

  /** Whether a variable is at fault already, so that one mistake is told once. */
  has(variable: string): boolean {
    return this.#faults.some((fault) => fault.variable === variable);
  }

  get isEmpty(): boolean {
    return this.#faults.length === 0;
  }

  /** @throws ConfigurationError where anything was added */
  throwIfAny(): void {
    if (!this.isEmpty) throw new ConfigurationError([...this.#faults]);
  }
}
