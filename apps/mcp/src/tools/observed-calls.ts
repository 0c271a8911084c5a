import type { CallToolResult, McpServer, ServerContext } from '@modelcontextprotocol/server';

/**
 * How a call of a tool ended:
 *
 * - `ok`: with a result
 * - `tool_error`: with a result that says `isError`, of the tool or because its arguments do not fit
 * - `refused`: the token lacks a scope of the tool
 * - `failed`: the tool threw, or there is none of this name
 */
export const CALL_OUTCOMES = ['ok', 'tool_error', 'refused', 'failed'] as const;

export interface ObservedCall {
  /** As the client wrote it. Anybody can write any name. */
  readonly name: string;
  readonly outcome: (typeof CALL_OUTCOMES)[number];
  /** Milliseconds from its arrival at this server. Undefined where it never ran. */
  readonly ms?: number;
}

export type ObserveCall = (call: ObservedCall) => void;

/** The contexts of calls whose tool threw. The SDK makes a result of that, as of any other error. */
const thrown = new WeakSet<object>();

/** Runs a tool and remembers if it throws. */
export async function noteThrown<Result>(
  context: ServerContext,
  run: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    thrown.add(context);
    throw error;
  }
}

/**
 * Tells `observe` of each call of a tool. It comes before the first tool is added, because the SDK then
 * takes its handler of calls, and never again. It has no hook for calls that it refuses itself.
 */
export function observeCalls(server: McpServer, observe: ObserveCall): void {
  const { server: protocol } = server;
  const setHandler = protocol.setRequestHandler.bind(protocol) as (...all: unknown[]) => void;
  const setObserved = (method: string, ...others: unknown[]) => {
    const [handler] = others;
    if (method !== 'tools/call') return setHandler(method, ...others);
    return setHandler(method, observed(handler as CallHandler, observe));
  };
  protocol.setRequestHandler = setObserved;

  const challengeOf = server.resolveScopeChallenge;
  server.resolveScopeChallenge = async (context) => {
    const challenge = await challengeOf(context);
    const { method, params } = context.request;
    if (challenge !== undefined && method === 'tools/call') {
      observe({ name: String(params?.['name']), outcome: 'refused' });
    }
    return challenge;
  };
}

type CallHandler = (
  request: { readonly params: { readonly name: string } },
  context: ServerContext,
) => Promise<CallToolResult>;

function observed(handler: CallHandler, observe: ObserveCall): CallHandler {
  return async (request, context) => {
    const { name } = request.params;
    const began = performance.now();
    const end = (outcome: ObservedCall['outcome']) =>
      observe({ name, outcome, ms: performance.now() - began });
    try {
      const result = await handler(request, context);
      if (thrown.has(context)) end('failed');
      else end(result.isError === true ? 'tool_error' : 'ok');
      return result;
    } catch (error) {
      end('failed');
      throw error;
    }
  };
}
