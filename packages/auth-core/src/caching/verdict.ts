import type { AuthInfo, Confirmation } from '../contract/auth-info.ts';
import type { Claims } from '../token/claims.ts';
import { TemporarilyUnavailableError } from '../errors/errors.ts';
import { frozenJson } from './frozen.ts';

/** The result of verifying a token, without the token itself. It is frozen at every level. */
export interface Verdict<C extends Claims> {
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
  readonly subject: string;
  readonly issuer: string;
  /** As text, since a URL cannot be frozen. */
  readonly resource: string | undefined;
  readonly confirmation: Confirmation | undefined;
  readonly claims: C;
}

/** @throws {@link TemporarilyUnavailableError} when the claims are not JSON and so cannot be cached */
export function verdictOf<C extends Claims>(auth: AuthInfo<C>): Verdict<C> {
  const { clientId, scopes, expiresAt, subject, issuer, resource, confirmation, extra } = auth;
  try {
    return frozenJson<Verdict<C>>({
      clientId,
      scopes,
      expiresAt,
      subject,
      issuer,
      resource: resource?.href,
      confirmation,
      claims: extra.claims,
    });
  } catch (cause) {
    throw new TemporarilyUnavailableError('claims that are not JSON cannot be cached', { cause });
  }
}

/** The `AuthInfo` for one request. Each request gets an object of its own, which it may change. */
export function authInfoOf<C extends Claims>(verdict: Verdict<C>, token: string): AuthInfo<C> {
  const { resource, confirmation } = verdict;
  return {
    token,
    clientId: verdict.clientId,
    scopes: [...verdict.scopes],
    expiresAt: verdict.expiresAt,
    subject: verdict.subject,
    issuer: verdict.issuer,
    ...(resource !== undefined && { resource: new URL(resource) }),
    ...(confirmation && { confirmation }),
    extra: { claims: verdict.claims },
  };
}
