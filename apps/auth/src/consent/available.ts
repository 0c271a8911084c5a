/**
 * What of a request its user may have (`SCOPE_RULES`). What they may not have is not a matter of consent: it
 * is granted by no form and no remembered decision, and not counted as left out either, so that it is asked
 * for once they may have it.
 *
 * @module
 */
import type { ScopeJudge } from '../federation/scope-judge.ts';
import type { Storage } from '../storage/storage.ts';

/** Scopes of a resource, by whether the user may have them. */
export interface Availability {
  readonly isAvailable: (scope: string) => boolean;
  /** of these, those that the user may not have */
  readonly withheldOf: (scopes: readonly string[]) => string[];
}

const ALL: Availability = { isAvailable: () => true, withheldOf: () => [] };

/** Judges by what is stored of the user now. Where there are no rules nothing is read. */
export async function availability(
  { users }: Pick<Storage, 'users'>,
  judge: ScopeJudge | undefined,
  { userId, resource }: { readonly userId: string; readonly resource: string },
): Promise<Availability> {
  if (judge === undefined || resource === '') return ALL;
  const found = await users.find(userId);
  const isAvailable = judge(found?.identities ?? [], resource);
  if (isAvailable === undefined) return ALL;
  return {
    isAvailable,
    withheldOf: (scopes) => scopes.filter((scope) => !isAvailable(scope)),
  };
}
