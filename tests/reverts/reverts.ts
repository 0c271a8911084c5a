/** A defence, and what takes it out of the code. */
export interface Revert {
  readonly defence: string;
  /** the package it lives in */
  readonly package: 'apps/auth' | 'packages/auth-core';
  readonly file: string;
  /** text of the file, found exactly once, and what stands there without the defence */
  readonly find: string;
  readonly replace: string;
  /** the tests of that package, one of which must fail */
  readonly tests: readonly string[];
}

const AUTH = 'apps/auth';

/** Each was once somebody's vulnerability; SECURITY.md says whose. */
export const REVERTS: readonly Revert[] = [
  {
    defence: 'a code or refresh token is used once, decided by the database',
    package: AUTH,
    file: 'src/storage/token-request-statements.ts',
    find: 'AND a.consumed_at IS NULL AND a.expires_at > now()',
    replace: 'AND a.expires_at > now()',
    tests: ['src/storage/token-request.test.ts'],
  },
  {
    defence: 'a one-time record is used once, decided by the database',
    package: AUTH,
    file: 'src/storage/artifacts.ts',
    find: `WHERE kind = $1 AND id_hash = $2 AND consumed_at IS NULL AND expires_at > now()
    RETURNING 1 AS consumed`,
    replace: `WHERE kind = $1 AND id_hash = $2 AND expires_at > now()
    RETURNING 1 AS consumed`,
    tests: ['src/storage/artifacts.test.ts'],
  },
  {
    defence: 'a token request writes nothing before its response was built',
    package: AUTH,
    file: 'src/storage/adapter/artifact-adapter.ts',
    find: 'if (currentTokenRequest()?.consume(kind, id)) return;',
    replace: '',
    tests: ['src/provider/one-commit.test.ts'],
  },
  {
    defence: 'PKCE is required of every client',
    package: AUTH,
    file: 'src/provider/factory.ts',
    find: 'pkce: { required: () => true }',
    replace: 'pkce: { required: () => false }',
    tests: ['src/provider/internals.test.ts'],
  },
  {
    defence: 'an error is held where nobody vouches for the client',
    package: AUTH,
    file: 'src/consent/known-client.ts',
    find: "if (client?.kind === 'operator') return true;",
    replace: 'if (client !== undefined) return true;',
    tests: ['src/provider/error-responses.test.ts'],
  },
  {
    defence: 'a session ends at its greatest age',
    package: AUTH,
    file: 'src/storage/sessions.ts',
    find: "to_timestamp(($4::jsonb->>'loginTs')::float8) + make_interval(secs => $6::float8)",
    replace: 'now() + make_interval(secs => $6::float8)',
    tests: ['src/storage/records.test.ts'],
  },
  {
    defence: 'a redirect URI matches a registered one',
    package: AUTH,
    file: 'src/provider/factory.ts',
    find: '  provider.proxy = true;',
    replace:
      '  provider.proxy = true;\n  provider.Client.prototype.redirectUriAllowed = () => true;',
    tests: ['src/provider/internals.test.ts'],
  },
  {
    defence: 'a person is asked before a client gets a code',
    package: AUTH,
    file: 'src/consent/remembered.ts',
    find: "if (redirectTarget(String(params?.redirect_uri)) !== 'https') return false;",
    replace: '',
    tests: ['src/consent/remembered.test.ts'],
  },
  {
    defence: 'a person is asked before a client gets a scope they have not decided on',
    package: AUTH,
    file: 'src/consent/remembered.ts',
    find: 'const consent = await storage.consents.find(account.accountId, client.clientId, resource);',
    replace: 'const consent = { scopes: [...ctx.oidc.requestParamScopes] };',
    tests: ['src/consent/remembered.test.ts'],
  },
  {
    defence: 'another site cannot make use of a remembered consent',
    package: AUTH,
    file: 'src/consent/remembered.ts',
    find: "return site === 'none' || site === 'same-origin';",
    replace: 'return site !== null;',
    tests: ['src/consent/remembered.test.ts'],
  },
  {
    defence: 'an upstream state belongs to the browser that began it',
    package: AUTH,
    file: 'src/storage/artifacts.ts',
    find: "AND payload ->> 'boundTo' = $3",
    replace: 'AND $3::text IS NOT NULL',
    tests: ['src/federation/sign-in.test.ts'],
  },
  {
    defence: 'an upstream state belongs to its provider',
    package: AUTH,
    file: 'src/federation/sign-in.ts',
    find: 'record === undefined || record.provider !== provider',
    replace: 'record === undefined',
    tests: ['src/federation/sign-in.test.ts'],
  },
  {
    defence: 'the public URL is the only host that is answered',
    package: AUTH,
    file: 'src/http/pin-host.ts',
    find: 'if (host === publicUrl.host) {',
    replace: 'if (host !== undefined) {',
    tests: ['src/http/pin-host.test.ts'],
  },
  {
    defence: 'a form of another site is refused',
    package: AUTH,
    file: 'src/http/same-origin.ts',
    find: "if (!accepted) throw new HttpError('cross_site_form');",
    replace: 'void accepted;',
    tests: ['src/http/same-origin.test.ts'],
  },
  {
    defence: 'tokens are stored as hashes',
    package: AUTH,
    file: 'src/storage/token-hash.ts',
    find: "return hash('sha256', value, 'base64url');",
    replace: 'void hash;\n  return value;',
    tests: ['src/storage/records.test.ts'],
  },
  {
    defence: 'an emulated provider is refused in production',
    package: AUTH,
    file: 'src/config/production.ts',
    find: 'if (isLoopbackHost(hostname) || isUnspecifiedHost(hostname)) {',
    replace: 'if (hostname === undefined) {',
    tests: ['src/config/production.test.ts'],
  },
  {
    defence: 'a token is for this resource and no other',
    package: 'packages/auth-core',
    file: 'src/token/audience.ts',
    find: 'if (mine === undefined || !foreseen ||',
    replace: 'if (',
    tests: ['src/verifiers/jwt.claims.test.ts'],
  },
  {
    defence: 'a token that is bound to a key is no bearer token',
    package: 'packages/auth-core',
    file: 'src/confirmation.ts',
    find: 'if (presentation?.bindingIsChecked !== true) {',
    replace: 'if (presentation === null) {',
    tests: ['src/confirmation.test.ts', 'src/verifiers/jwt.options.test.ts'],
  },
  {
    defence: 'a tool is run for a token with its scopes, whatever way the call came',
    package: 'packages/auth-core',
    file: 'src/mcp/register-tool.ts',
    find: 'requireScopes(authOf(parameters.at(-1) as ServerContext), scopes);',
    replace: 'void [requireScopes, authOf, scopes];',
    tests: ['src/mcp/mcp.test.ts'],
  },
  {
    defence: 'every path of a fetch handler but the metadata is protected',
    package: 'packages/auth-core',
    file: 'src/fetch/protect-fetch.ts',
    find: 'if (auth instanceof Response) return auth;',
    replace: 'if (auth instanceof Response && method === "") return auth;',
    tests: ['src/fetch/fetch.test.ts', 'src/surfaces/same-answers.test.ts'],
  },
  {
    defence: 'a public key is no shared secret',
    package: 'packages/auth-core',
    file: 'src/keys/shared-secret.ts',
    find: 'if (looksPublic(key)) {',
    replace: 'if (!looksPublic) {',
    tests: ['src/keys/shared-secret.test.ts'],
  },
  {
    defence: 'a bound token that is remembered needs its proof again',
    package: 'packages/auth-core',
    file: 'src/verifiers/cached.ts',
    find: 'confirmationOf(verdict.confirmation, presentation);',
    replace: '',
    tests: ['src/verifiers/cached.test.ts'],
  },
  {
    defence: 'nothing that judges each request is remembered',
    package: 'packages/auth-core',
    file: 'src/verifiers/cached.ts',
    find: 'if (verifier.judgesEachRequest || verifier.dpopAlgorithms) {',
    replace: 'if (verifier.judgesEachRequest && verifier.dpopAlgorithms) {',
    tests: ['src/verifiers/cached.test.ts'],
  },
  {
    defence: 'a GitHub token of another app lets nobody in',
    package: 'packages/auth-core',
    file: 'src/verifiers/github-answer.ts',
    find: "if (app['client_id'] !== clientId) {",
    replace: "if (app['client_id'] === undefined) {",
    tests: ['src/verifiers/github.test.ts'],
  },
  {
    defence: 'a Google token of another client lets nobody in',
    package: 'packages/auth-core',
    file: 'src/verifiers/google-answer.ts',
    find: 'if (!isOurs(aud) || !isOurs(azp)) {',
    replace: 'if (!isOurs(aud)) {',
    tests: ['src/verifiers/google.test.ts'],
  },
  {
    defence: 'only true is active',
    package: 'packages/auth-core',
    file: 'src/verifiers/introspection.ts',
    find: "if (answer?.['active'] !== true) {",
    replace: "if (!answer?.['active']) {",
    tests: ['src/verifiers/introspection.test.ts'],
  },
  {
    defence: 'a verdict that is not complete lets nobody in',
    package: 'packages/auth-core',
    file: 'src/verifiers/custom-verdict.ts',
    find: 'if (!isText(subject)) throw',
    replace: 'if (subject === null) throw',
    tests: ['src/verifiers/custom.test.ts'],
  },
];
