import type {
  CallToolResult,
  Icon,
  McpServer,
  RegisteredTool,
  ServerContext,
  StandardSchemaWithJSON,
  ToolAnnotations,
  ToolCallback,
} from '@modelcontextprotocol/server';

import { requireScopes } from '../scopes/scopes.ts';
import { authOf } from './auth-of.ts';
import { challengeFor } from './require-scopes.ts';

/** What `McpServer.registerTool` takes, and the scopes a call needs. */
export interface ScopedTool<
  Input extends StandardSchemaWithJSON | undefined,
  Output extends StandardSchemaWithJSON | undefined,
> {
  readonly title?: string;
  readonly description?: string;
  readonly inputSchema?: Input;
  readonly outputSchema?: Output;
  readonly annotations?: ToolAnnotations;
  readonly icons?: Icon[];
  readonly _meta?: Record<string, unknown>;
  /** Scopes the caller's token must have, all of them. None: any valid token will do. */
  readonly scopes: readonly string[];
  /** What a client has to ask for to have them, where the authorization server's names differ. */
  readonly askFor?: readonly string[];
}

/**
 * Adds a tool that only a verified token with its scopes may call.
 *
 * A token without them is answered by the SDK with 403 and a challenge before any stream starts.
 * The callback is guarded once more: whatever way a call came, it needs them.
 */
export function registerTool<
  Input extends StandardSchemaWithJSON | undefined = undefined,
  Output extends StandardSchemaWithJSON | undefined = undefined,
>(
  server: McpServer,
  name: string,
  { scopes, askFor, ...config }: ScopedTool<Input, Output>,
  callback: ToolCallback<Input>,
): RegisteredTool {
  const guarded = async (...parameters: unknown[]): Promise<CallToolResult> => {
    requireScopes(authOf(parameters.at(-1) as ServerContext), scopes);
    return (callback as (...all: unknown[]) => CallToolResult)(...parameters);
  };
  // The overloads of the SDK tell a tool with input from one without; this passes both on.
  const register: (name: string, settings: object, run: typeof guarded) => RegisteredTool =
    server.registerTool.bind(server);
  return register(
    name,
    {
      ...config,
      ...(scopes.length > 0 && { scopeChallenge: challengeFor(scopes, askFor) }),
    },
    guarded,
  );
}
