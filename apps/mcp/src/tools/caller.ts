import type { AccessTokenClaims } from '@gatehouse/auth-core';
import type { AuthInfo } from '@modelcontextprotocol/server';

/** Who calls a tool: taken from the verified token, and from nothing else in the request. */
export interface Caller {
  readonly subject: string;
  /** The name the user goes by, for people to read. Not an identifier: it may change. */
  readonly login: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** @throws when there is no verified token, which `protect` does not let happen */
export function callerOf(auth: AuthInfo | undefined): Caller {
  const claims = auth?.extra?.['claims'] as AccessTokenClaims | undefined;
  if (auth === undefined || claims === undefined) {
    throw new Error('a tool was called without a verified token');
  }
  const name = claims['preferred_username'];
  return {
    subject: claims.sub,
    login: typeof name === 'string' && name !== '' ? name : claims.sub,
    clientId: auth.clientId,
    scopes: auth.scopes,
    expiresAt: claims.exp,
  };
}
