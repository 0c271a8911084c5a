/**
 * The adapter for version 1 of the MCP SDK (`@modelcontextprotocol/sdk`).
 *
 * Use it with `protect` of `/express`: it sets `req.auth`, which the SDK's transports read, and its
 * answers are more precise than those of the SDK's `requireBearerAuth`.
 *
 * @module
 */
export { authOf } from './auth-of.ts';
export { oauthTokenVerifier } from './oauth-token-verifier.ts';
