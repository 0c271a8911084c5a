import type { Caller } from '../../provider/limits/foreign-page.ts';
import type { RegistrationLimits } from '../../provider/limits/registrations.ts';
import type { LimitKey } from './keys.ts';
import type { Limit } from './limit.ts';

/** What the registrations of one kind of caller are counted in. */
export interface RegistrationCounts {
  readonly perAddress: Limit;
  readonly total: Limit;
  /** those that were refused for what they are, for each address */
  readonly failures: Limit;
  /** of everybody together, where somebody else's machine can be made to send them */
  readonly failuresTotal?: Limit;
}

/**
 * So many registrations for each address, and so many in all: what is stored stays. Those that an
 * address is refused do not count against the total. Foreign pages have counts of their own: what many
 * people's browsers are made to send must not keep programs from registering.
 */
export function registrationLimits(
  counts: { readonly programs: RegistrationCounts; readonly pages: RegistrationCounts },
  key: LimitKey,
): RegistrationLimits {
  const countsOf = ({ foreign }: Caller) => (foreign ? counts.pages : counts.programs);
  return {
    refuses(from) {
      const { perAddress, total, failures, failuresTotal } = countsOf(from);
      const name = key(from);
      return (
        perAddress.refuses(name) ||
        failures.refuses(name) ||
        total.refuses('all') ||
        (failuresTotal?.refuses('all') ?? 0)
      );
    },
    refusesManaging(from) {
      const { failures, failuresTotal } = countsOf(from);
      return failures.refuses(key(from)) || (failuresTotal?.refuses('all') ?? 0);
    },
    async take(from) {
      const { perAddress, total } = countsOf(from);
      return (await perAddress.take(key(from))) || (await total.take('all'));
    },
    async failed(from) {
      const { failures, failuresTotal } = countsOf(from);
      await failures.failed(key(from));
      await failuresTotal?.failed('all');
    },
  };
}
