import type { Upstream } from '../../upstream/upstream-failure.ts';

export const GOOGLE: Upstream = { provider: 'google', label: 'Google' };
