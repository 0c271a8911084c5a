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
