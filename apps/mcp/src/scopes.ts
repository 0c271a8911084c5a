import { tools } from './tools/index.ts';

/**
 * Every scope that any tool needs. A client is told all of them at the first challenge: many ask for
 * exactly that, and never again for more.
 */
export const supportedScopes: readonly string[] = [
  ...new Set(tools.flatMap((tool) => tool.scopes)),
].sort();
