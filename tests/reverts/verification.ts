import type { Revert } from './revert.ts';

/** Defences of `packages/auth-core`. Each was once somebody's vulnerability; SECURITY.md says whose. */
export const VERIFICATION: readonly Revert[] = [
  {
    defence: 'a token is for this resource and no other',
    file: 'src/token/audience.ts',
    find: 'if (mine === undefined || !foreseen ||',
    replace: 'if (',
    tests: ['src/verifiers/jwt.claims.test.ts'],
  },
  {
    defence: 'a token that is bound to a key is no bearer token',
    file: 'src/confirmation.ts',
    find: 'if (presentation?.bindingIsChecked !== true) {',
    replace: 'if (presentation === null) {',
    tests: ['src/confirmation.test.ts', 'src/verifiers/jwt.options.test.ts'],
  },
  {
    defence: 'a tool is run for a token with its scopes, whatever way the call came',
    file: 'src/mcp/register-tool.ts',
    find: 'requireScopes(authOf(parameters.at(-1) as ServerContext), scopes);',
    replace: 'void [requireScopes, authOf, scopes];',
    tests: ['src/mcp/mcp.test.ts'],
  },
  {
    defence: 'every path of a fetch handler but the metadata is protected',
    file: 'src/fetch/protect-fetch.ts',
    find: 'if (auth instanceof Response) return auth;',
    replace: 'if (auth instanceof Response && method === "") return auth;',
    tests: ['src/fetch/fetch.test.ts', 'src/surfaces/same-answers.test.ts'],
  },
  {
    defence: 'a public key is no shared secret',
    file: 'src/keys/shared-secret.ts',
    find: 'if (looksPublic(key)) {',
    replace: 'if (!looksPublic) {',
    tests: ['src/keys/shared-secret.test.ts'],
  },
  {
    defence: 'a bound token that is remembered needs its proof again',
    file: 'src/verifiers/cached.ts',
    find: 'confirmationOf(verdict.confirmation, presentation);',
    replace: '',
    tests: ['src/verifiers/cached.test.ts'],
  },
  {
    defence: 'nothing that judges each request is remembered',
    file: 'src/verifiers/cached.ts',
    find: 'if (verifier.judgesEachRequest || verifier.dpopAlgorithms) {',
    replace: 'if (verifier.judgesEachRequest && verifier.dpopAlgorithms) {',
    tests: ['src/verifiers/cached.test.ts'],
  },
  {
    defence: 'a GitHub token of another app lets nobody in',
    file: 'src/verifiers/github-answer.ts',
    find: "if (app['client_id'] !== clientId) {",
    replace: "if (app['client_id'] === undefined) {",
    tests: ['src/verifiers/github.test.ts'],
  },
  {
    defence: 'a Google token of another client lets nobody in',
    file: 'src/verifiers/google-answer.ts',
    find: 'if (!isOurs(aud) || !isOurs(azp)) {',
    replace: 'if (!isOurs(aud)) {',
    tests: ['src/verifiers/google.test.ts'],
  },
  {
    defence: 'only true is active',
    file: 'src/verifiers/introspection.ts',
    find: "if (answer?.['active'] !== true) {",
    replace: "if (!answer?.['active']) {",
    tests: ['src/verifiers/introspection.test.ts'],
  },
  {
    defence: 'a verdict that is not complete lets nobody in',
    file: 'src/verifiers/custom-verdict.ts',
    find: 'if (!isText(subject)) throw',
    replace: 'if (subject === null) throw',
    tests: ['src/verifiers/custom.test.ts'],
  },
];
