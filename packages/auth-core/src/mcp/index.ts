/**
 * The adapter for version 2 of the MCP SDK (`@modelcontextprotocol/server`).
 *
 * On Express use `protect` of `/express`: it sets `req.auth`, which the SDK's `toNodeHandler` reads.
 *
 * @module
 */
export { authOf } from './auth-of.ts';
export { hideUncallableTools } from './hide-tools.ts';
export { oauthTokenVerifier } from './oauth-token-verifier.ts';
export { protectMcp } from './protect-mcp.ts';
export { registerTool, type ScopedTool } from './register-tool.ts';
export { requireScopes } from './require-scopes.ts';
