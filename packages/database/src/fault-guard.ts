import type { DatabaseUnavailable } from './errors.ts';
import { unavailable } from './unavailable.ts';

/** Runs work. Errors that mean it become a {@link DatabaseUnavailable}. */
export type Guard = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** @param onFault called once for each fault, also where guarded work runs inside guarded work */
export function faultGuard(onFault: (fault: DatabaseUnavailable) => void): Guard {
  const told = new WeakSet<DatabaseUnavailable>();
  return async (work) => {
    try {
      return await work();
    } catch (error) {
      const fault = unavailable(error);
      if (fault === undefined) throw error;
      if (!told.has(fault)) {
        told.add(fault);
        onFault(fault);
      }
      throw fault;
    }
  };
}
