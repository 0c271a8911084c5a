import { tools } from './tools/index.ts';

/** Scopes a client should ask for at first: enough to look around, not enough to change anything. */
export const initialScopes: readonly string[] = ['mcp:read'];

/** Every scope that any tool needs. */
export const supportedScopes: readonly string[] = [
  ...new Set([...initialScopes, ...tools.flatMap((tool) => tool.scopes)]),
];
