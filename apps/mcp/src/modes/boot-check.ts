import { AuthError } from '@gatehouse/auth-core';
import type { Environment } from '@gatehouse/environment';

/**
 * Calls `make` only to find out whether it throws. So a fault that the library finds is reported at
 * boot together with all others, with the variable that caused it.
 */
export function checkAtBoot(
  environment: Environment,
  { variable, remedy }: { readonly variable: string; readonly remedy: string },
  make: () => unknown,
): void {
  try {
    make();
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    // The message begins with the name of the library's option, which the operator does not know.
    const why = error.message.replace(/^[\w.]+: /, '');
    environment.faults.add(variable, `cannot be used: ${why}`, remedy);
  }
}
