export const bearer = (token: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
});

/** A `tools/call` as clients of 2025 send it. */
export function call(name: unknown, data?: string, id: unknown = 1): Record<string, unknown> {
  const params = { name, arguments: data === undefined ? {} : { data } };
  return { jsonrpc: '2.0', id, method: 'tools/call', params };
}

const revision = '2026-07-28';

/** The same as clients of 2026-07-28 send it: body and headers. */
export function modernCall(
  name: string,
  data?: string,
): { body: Record<string, unknown>; headers: Record<string, string> } {
  const { params, ...message } = call(name, data);
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': revision,
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  return {
    body: { ...message, params: { ...(params as object), _meta } },
    headers: { 'mcp-protocol-version': revision, 'mcp-method': 'tools/call', 'mcp-name': name },
  };
}

/** The JSON-RPC message in an answer, be it JSON or an event stream. */
export async function messageOf(response: Response): Promise<{
  id: unknown;
  result?: { content: { text: string }[]; isError?: boolean } & Record<string, unknown>;
  error?: { code: number; message: string };
}> {
  const text = await response.text();
  const data = /^data: (.*)$/m.exec(text)?.[1] ?? text;
  return JSON.parse(data) as Awaited<ReturnType<typeof messageOf>>;
}
