import { inspect } from 'node:util';
import { DatabaseError } from '@gatehouse/database';
import { ConfigurationError } from '@gatehouse/environment';
import { OperationError } from '../operator/operation-error.ts';
import { SealError } from '../storage/sealing.ts';
import { CommandError } from './command-error.ts';
import type { ContextOptions } from './context.ts';
import { faultInWords } from './words/faults-in-words.ts';

const FAILED = 1;
/** sysexits.h, as the server's: the same command fails again until a variable is changed. */
const EX_CONFIG = 78;

/**
 * Says what went wrong: one sentence on what it is and one on what to do, never where in the program.
 *
 * @param trace says that, too, for an error that nobody thought of
 * @returns the exit code: 78 when the configuration is wrong, else 1
 */
export function failure(
  error: unknown,
  { stderr, gatehouse }: Pick<ContextOptions, 'stderr' | 'gatehouse'>,
  trace: boolean,
): number {
  if (error instanceof ConfigurationError) {
    stderr(`${error.message}\n`);
    return EX_CONFIG;
  }
  if (error instanceof SealError) {
    stderr(`${error.message}\n`);
    return error.code === 'seal_not_opened' ? EX_CONFIG : FAILED;
  }
  if (error instanceof OperationError || error instanceof CommandError) {
    const { message, remedy } = faultInWords(error, gatehouse);
    stderr(`${message}\n${remedy}\n`);
    return FAILED;
  }
  if (error instanceof DatabaseError) {
    stderr(`${error.message}\n${error.remedy}\n`);
    return FAILED;
  }
  const [first = 'it does not say why'] = String((error as Error | undefined)?.message ?? error)
    .trim()
    .split('\n');
  stderr(`Something failed that should not: ${first}\n`);
  stderr(
    trace
      ? `${inspect(error)}\n`
      : 'If it happens again, report it with what the command prints with --trace.\n',
  );
  return FAILED;
}
