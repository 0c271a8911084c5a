import type { TokenProfile } from '../verifiers/jwt/options.ts';

/**
 * Plain JWTs that you sign yourself, with a library and a key of your own: any `typ`, no `jti`, and if
 * no claim names the client, the subject is used as the client.
 *
 * Use it only for a key that signs nothing but access tokens. An issuer where users sign in also signs
 * ID tokens, and this preset cannot reliably distinguish them from access tokens.
 */
export function plain(): TokenProfile {
  return {
    typ: 'any',
    clientIdClaims: ['client_id', 'azp', 'sub'],
    scopeClaims: ['scope', 'scp', 'scopes'],
    requireJti: false,
  };
}
