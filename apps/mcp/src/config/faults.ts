/** One thing that is wrong with the environment, said so that it can be put right. */
export interface Fault {
  readonly variable: string;
  /** The rest of a sentence that begins with the variable's name. */
  readonly problem: string;
  /** What would be right, as a sentence. */
  readonly remedy: string;
}

/** The environment does not make a configuration. It names every fault, not the first alone. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly code = 'configuration_invalid';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map((fault) => `${fault.variable} ${fault.problem}. ${fault.remedy}`).join('\n'));
    this.faults = faults;
  }
}
