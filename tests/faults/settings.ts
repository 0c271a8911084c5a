import { RESOURCES } from '../behaviour/actors/resources.ts';

/**
 * Variables of `apps/auth` for these tests. Everybody here comes from one address, far more often
 * than a limit allows; limits have tests of their own.
 */
export const SETTINGS = { RESOURCES, LIMITS: 'off' } as const;
