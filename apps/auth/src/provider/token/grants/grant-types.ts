import type { GrantType, GrantTypeSwitches } from '../grant-type.ts';
import { AUTHORIZATION_CODE } from './authorization-code.ts';
import { CLIENT_CREDENTIALS } from './client-credentials.ts';
import { REFRESH_TOKEN } from './refresh-token.ts';

/** Every grant type that there is. */
export const GRANT_TYPES: readonly GrantType[] = [
  AUTHORIZATION_CODE,
  REFRESH_TOKEN,
  CLIENT_CREDENTIALS,
];

/** Those that the operator may give a client. */
export const GRANT_TYPE_NAMES: readonly string[] = GRANT_TYPES.map(({ name }) => name);

/** Those that have the server's switches on their side. */
export function servedGrantTypes(switches: GrantTypeSwitches): readonly GrantType[] {
  return GRANT_TYPES.filter(({ served }) => served === undefined || served(switches));
}

/** The grant type of this name; `undefined` where there is none. */
export function grantTypeNamed(name: unknown): GrantType | undefined {
  return GRANT_TYPES.find((one) => one.name === name);
}
