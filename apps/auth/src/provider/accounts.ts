import type { Account, FindAccount } from 'oidc-provider';
import type { Storage } from '../storage/storage.ts';
import { currentRequest } from './request.ts';
import type { IdentityRow, UserRow, UserWithIdentities } from '../storage/users.ts';

/** Whether a user may (still) sign in; asked at every authorization and every token request. */
export type Admits = (identities: readonly IdentityRow[]) => boolean;

/** A user as the library knows one, with the row behind it. */
export interface UserAccount extends Account {
  readonly user: UserRow;
}

/** OpenID Connect Core 1.0 §5.4: which scope releases which claim. */
export const CLAIMS = {
  openid: ['sub'],
  profile: ['name', 'preferred_username', 'picture'],
  email: ['email', 'email_verified'],
};

/**
 * The user behind a `sub`. Somebody who was disabled, or is no longer admitted, is not found: the
 * library then refuses the code or refresh token with `invalid_grant`, and a session asks to sign in.
 */
export function accountFinder(storage: Storage, admits: Admits): FindAccount {
  return async (_ctx, sub) => {
    const loaded = currentRequest()?.token?.unit?.user(sub);
    const found = loaded === undefined ? await storage.users.find(sub) : loaded;
    return found && admits(found.identities) ? account(found.user) : undefined;
  };
}

/** The same user for our own pages, with every identity. */
export async function findAdmitted(
  { users }: Pick<Storage, 'users'>,
  admits: Admits,
  userId: string,
): Promise<UserWithIdentities | undefined> {
  const found = await users.find(userId);
  return found && admits(found.identities) ? found : undefined;
}

function account(user: UserRow): UserAccount {
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
