import type { ListToolsResult, McpServer, ServerContext } from '@modelcontextprotocol/server';

import { ConfigurationError } from '../errors/errors.ts';

/** The handler of the SDK for `tools/list`. */
type ListHandler = (
  request: unknown,
  context: ServerContext,
) => ListToolsResult | Promise<ListToolsResult>;

/**
 * Removes from `tools/list` the tools that cannot be called with the token of the request, according
 * to the `scopeChallenge` of each tool. A client that calls such a tool anyway still gets the challenge
 * with the scopes.
 *
 * This has a disadvantage: a client that does not see a tool never asks its user for the scope. The
 * list is marked as private, so that no cache gives the list of one user to another.
 *
 * @throws {@link ConfigurationError} when `server` has tools already; call this before adding any
 */
export function hideUncallableTools(server: McpServer): void {
  const { server: inner } = server;
  try {
    inner.assertCanSetRequestHandler('tools/list');
  } catch (cause) {
    throw new ConfigurationError('hideUncallableTools: call it before the first tool', { cause });
  }
  // The SDK has no hook for this, but it calls `setRequestHandler` when the first tool is added.
  const set = inner.setRequestHandler.bind(inner) as (method: string, handler: unknown) => void;
  const intercept = (method: string, handler: ListHandler, ...rest: unknown[]) =>
    method === 'tools/list' && rest.length === 0
      ? set(method, callableOnly(server, handler))
      : (set as (...all: unknown[]) => void)(method, handler, ...rest);
  inner.setRequestHandler = intercept as typeof inner.setRequestHandler;
}

function callableOnly(server: McpServer, list: ListHandler): ListHandler {
  return async (request, context) => {
    const result = await list(request, context);
    const authInfo = context.http?.authInfo;
    const challenges = await Promise.all(
      result.tools.map(async ({ name }) =>
        server.resolveScopeChallenge({
          request: { jsonrpc: '2.0', id: 0, method: 'tools/call', params: { name } },
          ...(authInfo && { authInfo }),
        }),
      ),
    );
    const tools = result.tools.filter((_tool, index) => challenges[index] === undefined);
    return { ...result, tools, cacheScope: 'private' };
  };
}
