import type { ShownUser } from '../pages/pages.ts';
import type { IdentityRow, UserRow } from '../storage/users.ts';

/** What pages show of a user. */
export function shownUser({ name, username, email }: UserRow): ShownUser {
  return {
    ...(name !== null && { name }),
    ...(username !== null && { username }),
    ...(email !== null && { email }),
  };
}

/** Ids of the providers that a user has signed in with, the latest first. */
export function providersOf(identities: readonly IdentityRow[]): string[] {
  const latestFirst = identities.toSorted(
    (one, other) => Date.parse(other.last_signed_in_at) - Date.parse(one.last_signed_in_at),
  );
  return [...new Set(latestFirst.map(({ provider }) => provider))];
}
