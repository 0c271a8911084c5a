import type { Account, FindAccount } from 'oidc-provider';
import type { Storage } from '../storage/storage.ts';
import { currentRequest } from './request.ts';
import type { IdentityRow, UserRow } from '../storage/users.ts';

/** Whether a person may (still) sign in; asked at every authorization and every token request. */
export type Admits = (identities: readonly IdentityRow[]) => boolean;

/** A person as the library knows one, with the row behind it. */
export interface PersonAccount extends Account {
  readonly user: UserRow;
}

/** OpenID Connect Core 1.0 §5.4: which scope releases which claim. */
export const CLAIMS = {
  openid: ['sub'],
  profile: ['name', 'preferred_username', 'picture'],
  email: ['email', 'email_verified'],
};

/**
 * The person behind a `sub`. Somebody who was disabled, or is no longer admitted, is not found: the
 * library then refuses the code or refresh token with `invalid_grant`, and a session asks to sign in.
 */
export function accountFinder(storage: Storage, admits: Admits): FindAccount {
  return async (_ctx, sub) => {
    const loaded = currentRequest()?.token?.unit?.user(sub);
    const person = loaded === undefined ? await storage.users.find(sub) : loaded;
    if (!person || !admits(person.identities)) return undefined;
    return account(person.user);
  };
}

function account(user: UserRow): PersonAccount {
  return {
    accountId: user.id,
    user,
    claims: () => ({
      sub: user.id,
      ...defined('name', user.name),
      ...defined('preferred_username', user.username),
      ...defined('picture', user.picture_url),
      ...(user.email === null
        ? undefined
        : { email: user.email, email_verified: user.email_verified }),
    }),
  };
}

function defined(name: string, value: string | null): Record<string, string> | undefined {
  return value === null ? undefined : { [name]: value };
}
