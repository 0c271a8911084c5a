/**
 * How long the fault tests go on: a minute or two where Vitest is run by hand; all of it in
 * `npm run test:long` and `pnpm test:faults`.
 */
const IS_FULL = process.env['FAULTS'] === 'full';

/** Chooses a figure by the length of the run. */
export function figure(short: number, full: number): number {
  return IS_FULL ? full : short;
}
