/**
 * Cross-origin access for MCP clients that run in a browser.
 *
 * Every origin is allowed, without credentials. A browser does not add a bearer token by itself, as
 * it does with a cookie, so a foreign page can do nothing with it. A server on the user's machine
 * also needs a check of `Origin`, against DNS rebinding. That check is not part of this module.
 */
const everyAnswer = {
  'Access-Control-Allow-Origin': '*',
  // A browser client needs these headers to find the authorization server, to keep its session, and
  // to send proofs with the nonce of the server (RFC 9449 §9).
  'Access-Control-Expose-Headers': 'WWW-Authenticate, Mcp-Session-Id, DPoP-Nonce',
};

const preflightAnswer = {
  ...everyAnswer,
  'Access-Control-Allow-Methods': 'GET, POST, DELETE, OPTIONS',
  'Access-Control-Allow-Headers':
    'Authorization, Content-Type, Accept, MCP-Protocol-Version, Mcp-Method, Mcp-Name, ' +
    'Mcp-Session-Id, Last-Event-ID, DPoP',
  // Seconds. No browser keeps it longer.
  'Access-Control-Max-Age': '7200',
};

/** The CORS headers of an answer; a preflight (`OPTIONS`) gets more of them. */
export function corsHeaders(method: string): Readonly<Record<string, string>> {
  return method === 'OPTIONS' ? preflightAnswer : everyAnswer;
}
