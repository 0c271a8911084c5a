/**
 * The face of auth-core for whatever speaks `Request` and `Response`: Hono, Cloudflare Workers,
 * Deno, Bun. Nothing here is of Node.js.
 *
 * @module
 */
export { authenticateRequest, type AuthenticateOptions } from './authenticate-request.ts';
export { protectFetch, type ProtectedHandler, type ProtectFetchOptions } from './protect-fetch.ts';
