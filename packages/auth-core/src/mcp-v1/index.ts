/**
 * The face of auth-core for version 1 of the MCP SDK (`@modelcontextprotocol/sdk`).
 *
 * `protect` of `/express` leaves who is asking where the SDK's transports look for it, and answers
 * better than the SDK's `requireBearerAuth` can.
 *
 * @module
 */
export { authOf } from './auth-of.ts';
export { oauthTokenVerifier } from './oauth-token-verifier.ts';
