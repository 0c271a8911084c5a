import type { Confirmation } from './auth-info.ts';
import { InvalidTokenError } from '../errors/errors.ts';
import type { Presentation } from './verifier.ts';

/**
 * The key a token is bound to, from its `cnf` (RFC 7800 §3.1); undefined when it is not bound.
 *
 * A bound token must never be accepted as a plain bearer token (RFC 9449 §7.1). So every verifier
 * that reads claims calls this, and it refuses the token unless a wrapper has announced, by
 * `bindingIsChecked`, that it checks the binding.
 *
 * @param cnf the value of the claim, unchecked
 * @throws {@link InvalidTokenError} `token_binding_unchecked`; `token_claim_invalid` where `cnf`
 *   names a kind of key that this package cannot check
 */
export function confirmationOf(
  cnf: unknown,
  presentation: Presentation | undefined,
): Confirmation | undefined {
  if (cnf === undefined) return undefined;
  if (presentation?.bindingIsChecked !== true) {
    throw new InvalidTokenError(
      'token_binding_unchecked',
      'the token is bound to a key, and this server does not check proofs of possession',
    );
  }
  const members = Object(cnf) as Record<string, unknown>;
  const { jkt, 'x5t#S256': x5t } = members;
  const confirmation: Confirmation = {
    ...(isThumbprint(jkt) && { jkt }),
    ...(isThumbprint(x5t) && { 'x5t#S256': x5t }),
  };
  const understood = Object.keys(confirmation).length;
  if (understood === 0 || understood !== Object.keys(members).length) {
    throw new InvalidTokenError('token_claim_invalid', 'cnf is not jkt or x5t#S256 alone');
  }
  return confirmation;
}

/** SHA-256 in base64url: 32 bytes, 43 characters. */
function isThumbprint(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value);
}
