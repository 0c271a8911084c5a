import type { AuthInfo } from '@gatehouse/auth-core';

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

export function callerOf({ subject, clientId, scopes, expiresAt, extra }: AuthInfo): Caller {
  const name = extra.claims['preferred_username'];
  const login = typeof name === 'string' && name !== '' ? name : subject;
  return { subject, login, clientId, scopes, expiresAt };
}
