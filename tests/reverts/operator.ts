import type { Revert } from './revert.ts';

/** Defences of `apps/auth` against what an operator may get wrong. */
export const OPERATOR: readonly Revert[] = [
  {
    defence: 'a client that the operator added is never pruned',
    file: 'src/storage/client-prune.ts',
    find: "WHERE c.kind = 'dynamic' AND",
    replace: 'WHERE',
    tests: ['src/operator/client-lists.test.ts'],
  },
  {
    defence: 'a misspelling that leaves something open is refused in production',
    file: 'src/config/near-misses.ts',
    find: 'production && !INCONVENIENT.includes(variable)',
    replace: 'production && INCONVENIENT.includes(variable)',
    tests: ['src/config/near-misses.test.ts'],
  },
  {
    defence: 'the keys are tried on what the database holds',
    file: 'src/keys/foreign-keys.ts',
    find: "if (error.code !== 'seal_not_opened') return;",
    replace: 'return;',
    tests: ['src/cli/import.test.ts'],
  },
  {
    defence: 'an emulated provider is refused in production',
    file: 'src/config/production.ts',
    find: 'if (isLoopbackHost(hostname) || isUnspecifiedHost(hostname)) {',
    replace: 'if (hostname === undefined) {',
    tests: ['src/config/production.test.ts'],
  },
  {
    defence: 'a start leaves the resources of commands alone',
    file: 'src/storage/resources.ts',
    find: "        source: 'environment',\n        resource: { notIn",
    replace: '        resource: { notIn',
    tests: ['src/operator/operations.test.ts'],
  },
];
