/**
 * An authorization server for tests: it signs whatever it is told to and answers its own metadata
 * and keys through a `fetch` of its own, so that no test reaches a network.
 *
 * @module
 */
export { createTestClientKey, type ProofTarget, type TestClientKey } from './client-key.ts';
export { signCompact } from './sign.ts';
export { createTestIssuer, type TestIssuer, type TokenChanges } from './issuer.ts';
export {
  type StatusListFault,
  type StatusListRequest,
  type TestStatusList,
  testStatusList,
} from './status-list.ts';
