/**
 * Cross-origin access for MCP clients that run in a browser.
 *
 * Any origin, never with credentials: a bearer token is not sent by itself as a cookie is, so a
 * foreign page gains nothing. A server on the user's machine needs an `Origin` check besides
 * (DNS rebinding), which is not this module's business.
 */
const everyAnswer = {
  'Access-Control-Allow-Origin': '*',
  // Without these a browser client cannot find the authorization server, keep a session or prove
  // possession of its key to a server that hands out nonces (RFC 9449 §9).
  'Access-Control-Expose-Headers': 'WWW-Authenticate, Mcp-Session-Id, DPoP-Nonce',
};

const preflightAnswer = {
  ...everyAnswer,
  'Access-Control-Allow-Methods': 'GET, POST, DELETE, OPTIONS',
  'Access-Control-Allow-Headers':
    'Authorization, Content-Type, Accept, MCP-Protocol-Version, Mcp-Method, Mcp-Name, ' +
    'Mcp-Session-Id, Last-Event-ID, DPoP',
  // Seconds; the longest any browser honours.
  'Access-Control-Max-Age': '7200',
};

/** The CORS headers for a request: more of them for a preflight (`OPTIONS`). */
export function corsHeaders(method: string): Readonly<Record<string, string>> {
  return method === 'OPTIONS' ? preflightAnswer : everyAnswer;
}
