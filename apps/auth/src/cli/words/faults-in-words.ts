import { inWords, UnknownFault } from '../../faults/fault.ts';
import type { OperationError } from '../../operator/operation-error.ts';
import { CommandError } from '../command-error.ts';
import { commandWords } from './command-faults.ts';
import { operationWords } from './operation-faults.ts';
import type { Sentences } from './sentences.ts';

/**
 * What a command says of an error that holds a fault.
 *
 * @param gatehouse how this program was called, for what is to be typed next
 */
export function faultInWords(error: OperationError | CommandError, gatehouse: string): Sentences {
  if (error instanceof CommandError) return inWords(commandWords(gatehouse), error.fault);
  try {
    return inWords(operationWords(gatehouse), error.fault);
  } catch (unknown) {
    if (!(unknown instanceof UnknownFault)) throw unknown;
    return commandWords(gatehouse).not_understood({ code: 'not_understood', told: unknown.code });
  }
}
