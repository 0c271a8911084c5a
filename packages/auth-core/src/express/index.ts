/**
 * The adapter for Express: thin functions over the core, which knows no framework.
 *
 * @module
 */
export { authOf } from './auth-of.ts';
export { cors } from './cors.ts';
export { metadataRoutes } from './metadata-routes.ts';
export { protect, type ProtectOptions } from './protect.ts';
