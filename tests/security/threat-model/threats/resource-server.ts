import type { Threat } from '../threat.ts';

/** What a token says: RS-01 to RS-13. */
export const resourceServer: readonly Threat[] = [
  {
    id: 'RS-01',
    attack: 'no, odd or endless times',
    defence: 'required, at most a day apart, 5 s tolerance: `times.ts`',
    tests: {
      'jwt.claims.test.ts': ['times'],
    },
  },
  {
    id: 'RS-02',
    attack: '`exp` in text, below zero, endless, a year away',
    defence: 'a time in seconds, at most a day from `iat`: `times.ts`',
  },
  {
    id: 'RS-03',
    attack: 'an expired token',
    defence: '401 with a challenge, whatever else it says',
    tests: {
      'behaviour/programs.test.ts': [
        'an expired token gets 401 with a challenge, and the program refreshes without asking',
      ],
    },
  },
  {
    id: 'RS-04',
    attack: 'an ID token or logout token as access token',
    defence:
      '`typ` has to be `at+jwt`: `token/types.ts`. Where another provider leaves it open, what its preset says tells them apart: `presets/`',
    tests: {
      'jwt.signature.test.ts': ['the header'],
      'token/types.test.ts': [
        'is not that of an access token when it is left open and there is %s',
      ],
      'auth-core/src/presets/presets.test.ts': ['refuses $what'],
      'tests/authorization.test.ts': ['is refused when it is an ID token'],
    },
  },
  {
    id: 'RS-05',
    attack: 'a token for another server, or for several',
    defence: 'one audience, compared exactly, nobody besides who was not foreseen: `audience.ts`',
    tests: {
      'jwt.claims.test.ts': ['refuses as audience %s'],
      'jwt.audiences.test.ts': ['need nobody else to be named: %j'],
      'tests/authorization.test.ts': ['a token that is not for this server'],
    },
  },
  {
    id: 'RS-06',
    attack: 'a token that is for another resource as well',
    defence: 'refused, unless that one was foreseen: `audience.ts`',
  },
  {
    id: 'RS-07',
    attack: 'a verifier made without audience',
    defence: 'it does not start',
    tests: {
      'jwt.claims.test.ts': ['construction'],
      'src/types.test.ts': [
        'a verifier cannot be made without an audience, nor with an algorithm of secrets',
      ],
    },
  },
  {
    id: 'RS-08',
    attack: 'another issuer, or one issuer that signs as the other',
    defence: 'compared exactly, each with its own keys: `configured-keys.ts`',
    tests: {
      'jwt.claims.test.ts': ['refuses as issuer %s'],
      'jwt.issuers.test.ts': ['are each believed with their own keys alone'],
    },
  },
  {
    id: 'RS-09',
    attack: 'a token that does not say who, through which client, or which it is',
    defence: '`sub`, `client_id`, `jti` required, texts with content: `token/claims.ts`',
  },
  {
    id: 'RS-10',
    attack: 'scopes that only look alike, or that a hierarchy would grant by accident',
    defence: 'whole words: `scopes/scopes.ts`, `scope-hierarchy.ts`',
    tests: {
      'scopes/scopes.test.ts': ['are not covered: %j lacks one of %j'],
      'scope-hierarchy.test.ts': [
        'is not one that only looks like it, nor one below it: %j',
        'is none that every object has: %s',
      ],
    },
  },
  {
    id: 'RS-11',
    attack: '`none`, HMAC with the public key, the wrong kind of key',
    defence: 'asymmetric algorithms from a list: `token/algorithms.ts`',
    tests: {
      'jwt.signature.test.ts': [
        'nOnE',
        'is never an HMAC with the public key, however that is spelt',
        'must be of the kind of its key: %s',
      ],
    },
  },
  {
    id: 'RS-12',
    attack: 'a public key given for a secret, or a secret that can be guessed',
    defence:
      'it does not start: `looks-public.ts`, `shared-secret.ts`; a public key never verifies HMAC',
    tests: {
      'shared-secret.test.ts': [
        'is refused as public when it is %s',
        'is refused as too easy to guess when it is %s',
      ],
      'jwt.keys.test.ts': ['is never taken for a secret'],
    },
  },
  {
    id: 'RS-13',
    attack: 'an algorithm that is not that of the key',
    defence:
      'the kind of key that `alg` needs, and the `alg` it was published for: `token/algorithms.ts`',
  },
];
