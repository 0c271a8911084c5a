/** What a client is tried at, in this order. */
export const CELLS = ['login', 'list', 'call', 'refresh', 'step-up'] as const;

export type Cell = (typeof CELLS)[number];
