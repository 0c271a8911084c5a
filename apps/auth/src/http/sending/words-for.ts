import type { IncomingMessage } from 'node:http';
import { LANGUAGES, type Words } from '../../pages/pages.ts';

/** The words for whoever reads the answer to a request. */
export function wordsFor(_req: IncomingMessage): Words {
  return LANGUAGES[0];
}
