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

/** The options of `McpServer.registerTool`, and the scopes that a call needs. */
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
  /** Scopes that the token must have, all of them. None: any valid token is accepted. */
  readonly scopes: readonly string[];
  /** The scopes that a client has to ask for to get them, if the authorization server uses other names. */
  readonly askFor?: readonly string[];
}

/**
 * Adds a tool that can be called only with a verified token that has its scopes.
 *
 * For a token without them, the SDK answers 403 with a challenge, before any stream starts. The scopes
 * are checked again right before the callback, so that no other way of calling the tool avoids them.
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
  // The SDK has one overload for tools with input and one without. This type is for both.
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
