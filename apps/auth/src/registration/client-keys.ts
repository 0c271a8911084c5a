import { errors } from 'oidc-provider';

/** Members that a public key does not have (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/**
 * Why a value is not a set of public keys (RFC 7517) with which a client may sign its assertions;
 * undefined where it is one.
 */
function clientKeysRefusal(jwks: unknown): string | undefined {
  const { keys } = (jwks ?? {}) as { keys?: unknown };
  if (!Array.isArray(keys) || keys.length === 0) {
    return 'jwks must be an object whose member keys holds at least one key';
  }
  for (const key of keys as unknown[]) {
    if (typeof key !== 'object' || key === null) return 'every key of jwks must be an object';
    const secret = PRIVATE_MEMBERS.find((member) => Object.hasOwn(key, member));
    if (secret !== undefined) {
      return `a key of jwks holds the private member ${secret}; register the public key alone`;
    }
  }
  return undefined;
}

/** @throws errors.InvalidClientMetadata */
export function checkClientKeys(jwks: unknown): void {
  const refused = jwks === undefined ? undefined : clientKeysRefusal(jwks);
  if (refused !== undefined) throw new errors.InvalidClientMetadata(refused);
}

/** The names of one algorithm: the older one, and the one of RFC 9864. */
const ED25519 = new Set<unknown>(['EdDSA', 'Ed25519']);

/**
 * Lets a client sign with an Ed25519 key under either name of the algorithm, whichever one its key or its
 * metadata has: which of them a client writes depends on its library. The kind of key already says what
 * it is for, so the name is left out of it; and out of the metadata where no key is of another kind.
 */
export function acceptBothNames(metadata: Record<string, unknown>): void {
  const { keys } = (metadata.jwks ?? {}) as { keys?: readonly Record<string, unknown>[] };
  if (keys === undefined) return;
  const isEd25519 = ({ kty, crv }: Record<string, unknown>) => kty === 'OKP' && crv === 'Ed25519';
  const named = keys.map(({ alg, ...key }) =>
    alg === undefined || (isEd25519(key) && ED25519.has(alg)) ? key : { ...key, alg },
  );
  metadata.jwks = { ...(metadata.jwks as object), keys: named };
  if (ED25519.has(metadata.token_endpoint_auth_signing_alg) && keys.every(isEd25519)) {
    delete metadata.token_endpoint_auth_signing_alg;
  }
}
