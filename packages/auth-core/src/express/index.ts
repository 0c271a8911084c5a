/**
 * The Express face of auth-core: thin adapters over the neutral core.
 *
 * @module
 */
export { authOf } from './auth-of.ts';
export { cors } from './cors.ts';
export { metadataRoutes } from './metadata-routes.ts';
export { protect, type ProtectOptions } from './protect.ts';
