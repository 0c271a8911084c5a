import type { Threat } from '../threat.ts';

export const metadata: readonly Threat[] = [
  {
    id: 'MD-01',
    attack: 'a poisoned `Host` or forwarding header',
    defence: '421, or replaced: `pin-host.ts`',
    tests: {
      'pin-host.test.ts': [
        'may not be given twice, nor in the request line',
        'cannot be changed by forwarding headers',
        'is what the library is handed as the configuration has it, however it was spelled',
      ],
      'misdirected.test.ts': ['as %s', 'not as %j'],
      'host.test.ts': [
        '%s: no such server',
        '%s changes nothing',
        'under a foreign Host begins nothing',
      ],
    },
  },
  {
    id: 'MD-02',
    attack: 'documents that disagree about the issuer',
    defence: 'one issuer, one spelling: `public-url.ts`',
    tests: {
      'behaviour/metadata.test.ts': [
        'names the issuer exactly, and endpoints on it alone',
        'the two documents say the same',
      ],
    },
  },
  {
    id: 'MD-03',
    attack: 'private members in the JWKS',
    defence: 'the library publishes public ones',
    tests: {
      'internals.test.ts': ['publishes the keys that it signs with, without private members'],
      'behaviour/metadata.test.ts': [
        'the key set has an ES256 and an RS256 key, each with an id, and nothing private',
      ],
    },
  },
  {
    id: 'MD-05',
    attack: 'an answer that a cache keeps for others, or keys that it keeps too long',
    defence:
      '`no-store` unless something says otherwise: `no-store.ts`; metadata and keys are public for five minutes: `middleware.ts`',
    tests: {
      'caching.test.ts': [
        '%s may be kept by everybody, for five minutes',
        'what the token endpoint answers, tokens and errors',
        'a registration, which may hold a secret',
        'a refused registration',
      ],
    },
  },
  {
    id: 'MD-06',
    attack: 'protected-resource metadata that names another resource or `offline_access`',
    defence: '`protected-resource.ts`',
    tests: {
      'protected-resource.test.ts': [
        'is described at the path-inserted and at the root well-known',
        'cannot have %s',
      ],
    },
  },
  {
    id: 'MD-07',
    attack: '`none` or a shared key offered, features promised that are off',
    defence: '`provider/metadata.ts`, `factory.ts`',
    tests: {
      'behaviour/metadata.test.ts': [
        'lists no algorithm none, and none with a shared key',
        'lists what is implemented, and nothing else',
      ],
    },
  },
  {
    id: 'MD-08',
    attack:
      'a path in another spelling, to get past a proxy or past what we put around the library',
    defence: '404: `http/library.ts`',
    tests: {
      'behaviour/metadata.test.ts': ['there is nothing at %s'],
    },
  },
  {
    id: 'MD-09',
    attack: 'malformed HTTP',
    defence: 'a client error, and the server goes on',
    tests: {
      'host.test.ts': ['with %s is a client error', 'leaves the server running'],
    },
  },
  {
    id: 'MD-10',
    attack: 'the operations port from outside',
    defence: 'a port of its own: `operations/operations.ts`',
    tests: {
      'compose.test.mjs': [
        'publishes on loopback alone, for a proxy with TLS in front, and no operations port',
      ],
      'operations/operations.test.ts': ['has nothing else'],
    },
  },
];
