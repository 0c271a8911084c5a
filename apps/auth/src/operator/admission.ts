import { z } from 'zod';
import type { PinnedOrganisation } from '../storage/pinned-organisations.ts';
import { OperationError } from './operation-error.ts';
import type { OperatorContext } from './operator-context.ts';
import { isFound, type SearchList } from './search-list.ts';

export const OrganisationLogin = z.strictObject({ login: z.string().min(1).max(200) });

/** Which organisation a name stands for, as a command prints it. */
export type DescribedPin = Omit<PinnedOrganisation, 'pinned_at'> & { readonly pinned_at: string };

/** The organisation that each name in `ADMIT` stands for since it was first seen. */
export async function listPins(
  { pinnedOrganisations }: OperatorContext,
  { search }: SearchList,
): Promise<{ readonly organisations: readonly DescribedPin[] }> {
  const pins = (await pinnedOrganisations.list()).map(described);
  return { organisations: pins.filter((pin) => isFound(search, [pin.login, pin.issuer])) };
}

/**
 * Forgets which organisation a name stands for. The next member who signs in decides that again.
 *
 * @throws OperationError `unknown_pin`
 */
export async function unpin(
  { pinnedOrganisations }: OperatorContext,
  { login }: z.infer<typeof OrganisationLogin>,
): Promise<{ readonly organisations: readonly DescribedPin[] }> {
  const unpinned = await pinnedOrganisations.unpin(login);
  if (unpinned.length > 0) return { organisations: unpinned.map(described) };
  throw new OperationError({ code: 'unknown_pin', login });
}

function described({ pinned_at: at, ...pin }: PinnedOrganisation): DescribedPin {
  return { ...pin, pinned_at: at.toISOString() };
}
