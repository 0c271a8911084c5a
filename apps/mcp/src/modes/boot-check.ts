import { AuthError } from '@gatehouse/auth-core';
import type { Environment } from '@gatehouse/environment';

/**
 * Runs `make` for the faults alone, so that what the library refuses is told at boot beside all
 * other faults, with the variable it came from.
 */
export function bootCheck(
  environment: Environment,
  { variable, remedy }: { readonly variable: string; readonly remedy: string },
  make: () => unknown,
): void {
  try {
    make();
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    // The option's name in front is the library's, not the operator's.
    const why = error.message.replace(/^[\w.]+: /, '');
    environment.faults.add(variable, `cannot be used: ${why}`, remedy);
  }
}
