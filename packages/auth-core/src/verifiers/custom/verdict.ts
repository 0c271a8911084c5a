import type { AuthInfo } from '../../contract/auth-info.ts';
import type { Claims } from '../../token/claims.ts';
import { frozenJson } from '../../caching/frozen.ts';
import { confirmationOf } from '../../contract/confirmation.ts';
import { InvalidTokenError } from '../../errors/errors.ts';
import { isScope } from '../../scopes/scopes.ts';
import type { Presentation } from '../../contract/verifier.ts';

/** What the function of a custom verifier returns for a token that it accepts. */
export interface CustomVerdict {
  readonly clientId: string;
  /** The user, unique within `issuer`. */
  readonly subject: string;
  /** One scope in each item. An empty list for a token without scopes. */
  readonly scopes: readonly string[];
  /** Seconds (not milliseconds) since the epoch, in the future and within ten years. */
  readonly expiresAt: number;
  /** The issuer of `subject`. Default: the `issuer` of the verifier's options. */
  readonly issuer?: string | undefined;
  /** Further claims, which have to be JSON. With `cnf`, the token is bound to a key. */
  readonly claims?: Claims | undefined;
}

/** Seconds. It detects a time in milliseconds, which would be thousands of years away. */
const tenYears = 10 * 366 * 86_400;

/**
 * Makes an `AuthInfo` from the return value of the function. Every member is checked, because a mistake
 * in the function must refuse a token and never accept it.
 *
 * @param issuer the issuer of the subject, where the verdict does not name one
 * @param now seconds since the epoch
 * @throws {@link InvalidTokenError} when the token has expired, or is bound and the binding is not checked
 * @throws {TypeError} when a member is missing or wrong
 */
export function authInfoOfVerdict(
  verdict: CustomVerdict,
  { token, issuer, now }: { readonly token: string; readonly issuer: string; readonly now: number },
  presentation: Presentation | undefined,
): AuthInfo {
  const { clientId, subject, scopes, expiresAt, claims = {} } = verdict;
  if (!isText(clientId)) throw new TypeError('clientId is not a string with content');
  if (!isText(subject)) throw new TypeError('subject is not a string with content');
  const vouching = verdict.issuer ?? issuer;
  if (!isText(vouching)) throw new TypeError('issuer is not a string with content');
  if (!Array.isArray(scopes) || !scopes.every(isScope)) {
    throw new TypeError('scopes is not a list with one scope in each item');
  }
  if (typeof expiresAt !== 'number' || !(expiresAt <= now + tenYears)) {
    throw new TypeError('expiresAt is not in seconds since the epoch, or over ten years away');
  }
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) {
    throw new TypeError('claims is not an object');
  }
  if (expiresAt <= now) throw new InvalidTokenError('token_expired', 'expiresAt is in the past');
  const own = frozenJson(claims);
  const confirmation = confirmationOf(own['cnf'], presentation);
  return {
    token,
    clientId,
    scopes: [...new Set(scopes)],
    expiresAt,
    subject,
    issuer: vouching,
    ...(confirmation && { confirmation }),
    extra: { claims: own },
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
