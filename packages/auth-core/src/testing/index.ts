/**
 * An authorization server for tests: it signs whatever it is told to and answers its own metadata
 * and keys through a `fetch` of its own, so that no test reaches a network.
 *
 * @module
 */
export { signCompact } from './sign.ts';
export { createTestIssuer, type TestIssuer, type TokenChanges } from './issuer.ts';
