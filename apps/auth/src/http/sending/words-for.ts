import type { IncomingMessage } from 'node:http';
import { english, type Words } from '../../pages/pages.ts';

/** The words for whoever reads the answer to a request. There is one language so far. */
export function wordsFor(_req: IncomingMessage): Words {
  return english;
}
