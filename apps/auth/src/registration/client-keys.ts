import { errors } from 'oidc-provider';
import { inWords } from '../faults/fault.ts';
import { CLIENT_KEYS_WORDS } from './faults-in-words.ts';

/** Members that a public key does not have (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

export type ClientKeysFault =
  | { readonly code: 'no_keys' }
  | { readonly code: 'key_is_no_object' }
  | { readonly code: 'private_key'; readonly member: string };

/**
 * Why a value is not a set of public keys (RFC 7517) with which a client may sign its assertions;
 * undefined where it is one.
 */
export function clientKeysFault(jwks: unknown): ClientKeysFault | undefined {
  const { keys } = (jwks ?? {}) as { keys?: unknown };
  if (!Array.isArray(keys) || keys.length === 0) return { code: 'no_keys' };
  for (const key of keys as unknown[]) {
    if (typeof key !== 'object' || key === null) return { code: 'key_is_no_object' };
    const member = PRIVATE_MEMBERS.find((name) => Object.hasOwn(key, name));
    if (member !== undefined) return { code: 'private_key', member };
  }
  return undefined;
}

/** @throws errors.InvalidClientMetadata */
export function checkClientKeys(jwks: unknown): void {
  const fault = jwks === undefined ? undefined : clientKeysFault(jwks);
  if (fault !== undefined) {
    throw new errors.InvalidClientMetadata(inWords(CLIENT_KEYS_WORDS, fault));
  }
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
