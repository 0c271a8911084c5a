import type { TokenProfile } from '../verifiers/jwt/options.ts';

/**
 * Plain JWTs, as people sign them by hand or with a library for a key of their own: any `typ`, no
 * `jti`, and where no client is named, the subject is the client.
 *
 * Only for an issuer that signs nothing but access tokens with this key. An issuer that logs people
 * in signs ID tokens as well, and nothing here would tell them apart for sure.
 */
export function plain(): TokenProfile {
  return {
    typ: 'any',
    clientIdClaims: ['client_id', 'azp', 'sub'],
    scopeClaims: ['scope', 'scp', 'scopes'],
    requireJti: false,
  };
}
