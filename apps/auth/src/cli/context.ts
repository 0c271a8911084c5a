import { resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { DatabaseConfig } from '../config/config.ts';
import type { OperatorConfig } from '../config/load-operator-config.ts';

/** What every command needs. */
export interface CliContext {
  /** @throws ConfigurationError */
  readonly database: () => DatabaseConfig;
  /**
   * The same for a command that may make the database: in production none is made where no variable says
   * that it is wanted.
   *
   * @throws ConfigurationError
   */
  readonly newDatabase: () => DatabaseConfig;
  /** @throws ConfigurationError */
  readonly operator: () => OperatorConfig;
  /**
   * The keys that open the sealed values of a database; undefined where they are not configured.
   *
   * @throws ConfigurationError
   */
  readonly sealingKeys: () => readonly Uint8Array[] | undefined;
  /**
   * The issuer of the server that the variables are for.
   *
   * @throws ConfigurationError
   */
  readonly issuer: () => string;
  readonly now: () => Date;
  /** prints a result on standard output: as JSON with `--json`, else as these sentences */
  readonly print: (result: object, sentences: string) => void;
  /** prints the same on standard error, where standard output holds something else */
  readonly printBeside: (result: object, sentences: string) => void;
  /** whether the result is printed as JSON */
  readonly json: () => boolean;
  /** prints a sentence on standard error */
  readonly notice: (sentence: string) => void;
  /** the path of a file that was named on the command line */
  readonly file: (name: string) => string;
  /** standard input and output as they are, for what is no text */
  readonly input: Stream<Readable>;
  readonly output: Stream<Writable>;
  /** From this call on a signal does not end the process, but aborts what is returned. To be called once. */
  readonly untilStopped: () => AbortSignal;
  /** how this program was called, as it is typed before a noun */
  readonly gatehouse: string;
}

/** A stream of the process, which may be a terminal. */
export type Stream<Kind> = Kind & { readonly isTTY?: boolean };

export interface ContextOptions {
  readonly loadDatabase: () => DatabaseConfig;
  readonly loadNewDatabase: () => DatabaseConfig;
  readonly loadOperator: () => OperatorConfig;
  readonly loadSealingKeys: () => readonly Uint8Array[] | undefined;
  readonly loadIssuer: () => string;
  /** sentences about variables that look like one that commands read */
  readonly nearMisses: () => readonly string[];
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly input: Stream<Readable>;
  readonly output: Stream<Writable>;
  readonly untilStopped: () => AbortSignal;
  readonly now: () => Date;
  /** how this program was called, as it is typed before a noun */
  readonly gatehouse: string;
}

/** Options of every command. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly directory?: string;
}

export function createContext(options: ContextOptions, given: () => GlobalOptions): CliContext {
  const json = () => given().json === true;
  const written = (result: object, sentences: string) =>
    json() ? `${JSON.stringify(result)}\n` : `${sentences}\n`;
  const { input, output, untilStopped, now, gatehouse } = options;
  const notice = (sentence: string) => options.stderr(`${sentence}\n`);
  let told = false;
  const tellNearMisses = () => {
    if (!told) for (const sentence of options.nearMisses()) notice(sentence);
    told = true;
  };
  return {
    database() {
      tellNearMisses();
      return options.loadDatabase();
    },
    newDatabase() {
      tellNearMisses();
      return options.loadNewDatabase();
    },
    operator: options.loadOperator,
    sealingKeys: options.loadSealingKeys,
    issuer: options.loadIssuer,
    now,
    print: (...result) => options.stdout(written(...result)),
    printBeside: (...result) => options.stderr(written(...result)),
    json,
    notice,
    file: (name) => resolve(given().directory ?? '.', name),
    input,
    output,
    untilStopped,
    gatehouse,
  };
}
