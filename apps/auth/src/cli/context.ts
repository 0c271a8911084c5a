import { resolve } from 'node:path';
import type { DatabaseConfig } from '../config/config.ts';
import type { OperatorConfig } from '../config/load-operator-config.ts';

/** What every command is given. */
export interface CliContext {
  /** @throws ConfigurationError */
  readonly database: () => DatabaseConfig;
  /** @throws ConfigurationError */
  readonly operator: () => OperatorConfig;
  /**
   * What opens the sealed values of a database, where it is to be had.
   *
   * @throws ConfigurationError
   */
  readonly sealingKeys: () => readonly Uint8Array[] | undefined;
  readonly now: () => Date;
  /** one result on standard output: as JSON with `--json`, else the sentences */
  readonly print: (result: object, sentences: string) => void;
  /** on standard error, for a person */
  readonly notice: (sentence: string) => void;
  /** a file name as the person meant it who typed it */
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

/** The options that stand before the noun. */
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
    print: (result, sentences) =>
      options.stdout(given().json === true ? `${JSON.stringify(result)}\n` : `${sentences}\n`),
    notice: (sentence) => options.stderr(`${sentence}\n`),
    file: (name) => resolve(given().directory ?? '.', name),
  };
}
