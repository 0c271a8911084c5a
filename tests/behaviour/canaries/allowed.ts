import type { Allowed } from './canaries.ts';

/** What may be seen, as short as it can be. Names are of the table of endpoints. */
export const ALLOWED: readonly Allowed[] = [];
