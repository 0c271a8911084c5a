import type { AuthInfo as VerifiedAuthInfo } from '@gatehouse/auth-core';
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
  // The SDK hands on what `protect` left in the request; its type knows the SDK's members alone.
  const { subject, clientId, scopes, expiresAt, extra } = (auth ?? {}) as Partial<VerifiedAuthInfo>;
  if (!subject || !clientId || !scopes || !expiresAt || !extra) {
    throw new Error('a tool was called without a verified token');
  }
  const name = extra.claims['preferred_username'];
  const login = typeof name === 'string' && name !== '' ? name : subject;
  return { subject, login, clientId, scopes, expiresAt };
}
