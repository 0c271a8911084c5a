import type { IncomingMessage } from 'node:http';
import { OperationError } from '../operator/operation-error.ts';

/** Bytes. Input that an operator types is far shorter, but a set of keys may be long. */
const LONGEST = 1_000_000;

/** @throws OperationError `invalid_input` */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST) throw invalid('is too long');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw invalid('is not JSON', cause);
  }
}

function invalid(problem: string, cause?: unknown): OperationError {
  const remedy = 'Use the command of the same version of Gatehouse.';
  return new OperationError('invalid_input', `The input ${problem}.`, remedy, { cause });
}
