import { resolve } from 'node:path';
import type { DatabaseConfig } from '../config/config.ts';
import type { OperatorConfig } from '../config/load-operator-config.ts';

/** What every command needs. */
export interface CliContext {
  /** @throws ConfigurationError */
  readonly database: () => DatabaseConfig;
  /** @throws ConfigurationError */
  readonly operator: () => OperatorConfig;
  /**
   * The keys that open the sealed values of a database; undefined where they are not configured.
   *
   * @throws ConfigurationError
   */
  readonly sealingKeys: () => readonly Uint8Array[] | undefined;
  readonly now: () => Date;
  /** prints a result on standard output: as JSON with `--json`, else as these sentences */
  readonly print: (result: object, sentences: string) => void;
  /** whether the result is printed as JSON */
  readonly json: () => boolean;
  /** prints a sentence on standard error */
  readonly notice: (sentence: string) => void;
  /** the path of a file that was named on the command line */
  readonly file: (name: string) => string;
}

export interface ContextOptions {
  readonly loadDatabase: () => DatabaseConfig;
  readonly loadOperator: () => OperatorConfig;
  readonly loadSealingKeys: () => readonly Uint8Array[] | undefined;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly now: () => Date;
}

/** Options of every command. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly directory?: string;
}

export function createContext(options: ContextOptions, given: () => GlobalOptions): CliContext {
  return {
    database: options.loadDatabase,
    operator: options.loadOperator,
    sealingKeys: options.loadSealingKeys,
    now: options.now,
    json: () => given().json === true,
    print: (result, sentences) =>
      options.stdout(given().json === true ? `${JSON.stringify(result)}\n` : `${sentences}\n`),
    notice: (sentence) => options.stderr(`${sentence}\n`),
    file: (name) => resolve(given().directory ?? '.', name),
  };
}
