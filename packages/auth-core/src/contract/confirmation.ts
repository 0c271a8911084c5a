import type { Confirmation } from './auth-info.ts';
import { InvalidTokenError } from '../errors/errors.ts';
import type { Presentation } from './verifier.ts';

/**
 * The key a token is bound to, from its `cnf` (RFC 7800 §3.1); undefined when it is bound to none.
 *
 * A bound token must never pass as plain bearer (RFC 9449 §7.1), so every verifier that reads
 * claims asks this, and it refuses whenever nobody said that the binding is checked.
 *
 * @param cnf the claim, whatever it is
 * @throws {@link InvalidTokenError} `token_binding_unchecked`; `token_claim_invalid` where `cnf`
 *   names no kind of key that anybody here could check
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
