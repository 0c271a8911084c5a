import { tools } from './tools/index.ts';

/**
 * Every scope that any tool needs. The first challenge names all of them, because many clients ask for
 * exactly these and never for more later.
 */
export const supportedScopes: readonly string[] = [
  ...new Set(tools.flatMap((tool) => tool.scopes)),
].sort();
