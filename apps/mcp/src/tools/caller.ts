import type { AuthInfo } from '@gatehouse/auth-core';

/** The user and client that call a tool. Everything is from the verified token. */
export interface Caller {
  readonly subject: string;
  /** The name of the user, only to be shown. It is not an identifier, because it may change. */
  readonly login: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

export function callerOf({ subject, clientId, scopes, expiresAt, extra }: AuthInfo): Caller {
  const name = extra.claims['preferred_username'];
  const login = typeof name === 'string' && name !== '' ? name : subject;
  return { subject, login, clientId, scopes, expiresAt };
}
