import type { Threat } from '../threat.ts';

export const storedSecrets: readonly Threat[] = [
  {
    id: 'LK-01',
    attack: 'a copy of the database',
    defence: 'hashes and sealed values: `token-hash.ts`, `sealing.ts`',
    tests: {
      'records.test.ts': ['a dump of the database holds no token, code, cookie or secret'],
      'sealing.test.ts': ['a value sealed for one purpose does not open for another'],
    },
  },
  {
    id: 'LK-02',
    attack: 'secrets in messages',
    defence: 'faults never quote them',
    tests: {
      'production.test.ts': ['no fault repeats a secret'],
      'describe-config.test.ts': ['a description says what is set and keeps every secret'],
      'connection-string.test.ts': ['is described by host, port and database alone'],
    },
  },
  {
    id: 'LK-03',
    attack: 'tokens in the log',
    defence: 'neither headers nor queries are written: `mcp/src/http/request-log.ts`',
    tests: {
      'tests/limits.test.ts': ['the log tells who did what, and holds no token'],
    },
  },
  {
    id: 'LK-06',
    attack: 'default secrets in the compose file',
    defence: 'none has a default',
    tests: {
      'compose.test.mjs': ['nothing secret has a default'],
    },
  },
  {
    id: 'LK-07',
    attack: 'addresses of users in the database',
    defence: 'counters are named by a keyed hash: `limits/keys.ts`',
    tests: {
      'limit.test.ts': ['stores no address'],
    },
  },
  {
    id: 'LK-08',
    attack:
      "whoever can write the database moves a sealed value to a row of their own: a client's secret, the successor of somebody's refresh token",
    defence: 'sealed for one row: `sealing.ts`',
    tests: {
      'sealing.test.ts': [
        'a value sealed for one row opens in no other, whatever is called like it',
      ],
      'bind-seals.test.ts': [
        'a secret, a successor or a key moved to another row is nobody’s there',
      ],
      'misplaced-seal.test.ts': [
        'a sealed successor moved to a token of one’s own is not handed out',
        'a client whose secret was replaced by that of another is unknown, and registers again',
      ],
    },
  },
  {
    id: 'LK-09',
    attack:
      'a value of the older form, bound to no row, put back after the upgrade, also after whatever says that it is refused was deleted',
    defence:
      'refused once a start found none; the signing keys say so under their seal: `keys/signing-keys.ts`, `bind-seals.ts`',
    tests: {
      'bind-seals.test.ts': [
        'open until a start has bound them, and a later start has found none',
        'are refused in a database that this version began, and when its keys are made anew',
      ],
      'import.test.ts': [
        'an import binds what an older version sealed to its rows, where the keys are',
      ],
    },
  },
];
