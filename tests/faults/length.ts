/** How long the fault tests go on: a minute or two in `npm run test:long`, all of it in `pnpm test:faults`. */
const IS_FULL = process.env['FAULTS'] === 'full';

/** Chooses a figure by the length of the run. */
export function figure(short: number, full: number): number {
  return IS_FULL ? full : short;
}
