import type { IncomingMessage } from 'node:http';
import { OperationError } from '../operator/operation-error.ts';

/** Bytes. Input that an operator types is far shorter, but a set of keys may be long. */
const LONGEST = 1_000_000;

/** @throws OperationError `unreadable_input` */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST) throw new OperationError({ code: 'unreadable_input', why: 'too_long' });
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw new OperationError({ code: 'unreadable_input', why: 'no_json' }, { cause });
  }
}
