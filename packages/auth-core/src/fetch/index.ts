/**
 * The adapter for platforms with `Request` and `Response`: Hono, Cloudflare Workers, Deno, Bun. It uses
 * nothing that only Node.js has.
 *
 * @module
 */
export { authenticateRequest, type AuthenticateOptions } from './authenticate-request.ts';
export { protectFetch, type ProtectedHandler, type ProtectFetchOptions } from './protect-fetch.ts';
