import { describe, expect, it } from 'vitest';

import { requireScopes } from './scopes.ts';

describe('required scopes', () => {
  it.each([
    [['mcp:read'], []],
    [['mcp:read'], ['mcp:read']],
    [
      ['a', 'b', 'c'],
      ['c', 'a'],
    ],
  ])('are covered: %j by %j', (scopes, required) => {
    expect(() => requireScopes({ scopes }, required)).not.toThrow();
  });

  it.each([
    [[], ['mcp:read']],
    [['mcp:readall'], ['mcp:read']],
    [['mcp'], ['mcp:read']],
    [['MCP:READ'], ['mcp:read']],
    [['a'], ['a', 'b']],
  ])('are not covered: %j lacks one of %j', (scopes, required) => {
    expect(() => requireScopes({ scopes }, required)).toThrow(
      expect.objectContaining({
        code: 'scope_insufficient',
        status: 403,
        scopes: required,
        held: scopes,
      }),
    );
  });
});
