/**
 * The clients that people have, as one table: what each says when it registers, the document by which it is
 * known, where it is answered and what it asks. `real-clients.test.ts` takes each through its life here;
 * that the programs do the same today is for `npm run test:clients` to say, of those that can be installed.
 *
 * @module
 */
import { chatgpt, claude } from './assistants.ts';
import { cursor, vsCode } from './editors.ts';
import type { Document, Metadata, RealClient } from './real-client.ts';
import { claudeCode, codex, geminiCli, goose } from './terminals.ts';
import { inspector, mcpRemote, sdkV1 } from './tools.ts';

const REAL_CLIENTS: readonly RealClient[] = [
  claude,
  claudeCode,
  chatgpt,
  codex,
  vsCode,
  cursor,
  mcpRemote,
  inspector,
  geminiCli,
  goose,
  sdkV1,
];

export const THAT_REGISTER = REAL_CLIENTS.flatMap((client) =>
  client.registration === undefined ? [] : [{ ...client, registration: client.registration }],
) satisfies readonly { readonly registration: Metadata }[];

export const WITH_DOCUMENT = REAL_CLIENTS.flatMap((client) =>
  client.document === undefined ? [] : [{ ...client, document: client.document }],
) satisfies readonly { readonly document: Document }[];
