import { currentSpan, parseTraceparent, withinSpan } from '@gatehouse/telemetry';
import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server';

/** What OpenTelemetry's conventions call a result that says `isError`. */
const TOOL_ERROR = Object.assign(new Error('the result says so'), { code: 'tool_error' });

/**
 * Runs a tool in a span, if its request has one. The client may name its own trace in `_meta.traceparent`
 * of the message (SEP-414), which may be another one than that of the HTTP request: it is linked.
 *
 * @param name of a tool that exists
 */
export async function withinToolSpan(
  name: string,
  { mcpReq }: ServerContext,
  run: () => CallToolResult | Promise<CallToolResult>,
): Promise<CallToolResult> {
  const request = currentSpan();
  if (request === undefined) return run();
  const attributes = { 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': name } as const;
  const { traceparent } = Object(mcpReq._meta) as { readonly traceparent?: unknown };
  const link = typeof traceparent === 'string' ? parseTraceparent(traceparent) : undefined;
  const span = request.child(`tools/call ${name}`, 'internal', attributes, link);
  try {
    const result = await withinSpan(span, async () => run());
    span.end(result.isError === true ? TOOL_ERROR : undefined);
    return result;
  } catch (error) {
    span.end(error);
    throw error;
  }
}
