import type { Target } from '../runner/target.ts';

/** Somebody who signs in in no other row, to be shut out and let in again. */
export const EDSGER = { provider: 'google', as: 'edsger@example.net' } as const;

/** Shuts {@link EDSGER} out as an operator does, or lets them in again. */
export async function setDisabled(on: Target, disabled: boolean): Promise<void> {
  const value = disabled ? 'now()' : 'NULL';
  await on.database.query(`UPDATE users SET disabled_at = ${value} WHERE email = $1`, [EDSGER.as]);
}
