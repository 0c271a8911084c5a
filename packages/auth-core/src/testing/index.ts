/**
 * An authorization server for tests. It signs tokens with any content, and serves its metadata and
 * keys through its own `fetch` or on a loopback port.
 *
 * @module
 */
export { createTestClientKey, type ProofTarget, type TestClientKey } from './client-key.ts';
export { createTestIssuer, type TestIssuer, type TestIssuerOptions } from './issuer.ts';
export { signCompact } from './sign.ts';
export type { TestAlgorithm } from './signing-key.ts';
export {
  type StatusListFault,
  type StatusListRequest,
  type TestStatusList,
  testStatusList,
} from './status-list.ts';
export type { TestTokens, TokenChanges } from './tokens.ts';
