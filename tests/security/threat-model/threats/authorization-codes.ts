import type { Threat } from '../threat.ts';

export const authorizationCodes: readonly Threat[] = [
  {
    id: 'PK-01',
    attack: 'no challenge, `plain`, a malformed challenge, public or confidential',
    defence: 'required, `S256` alone: `factory.ts`',
    tests: {
      'authorization-refusals.test.ts': ['%s is refused, public client or confidential'],
      'internals.test.ts': ['demands PKCE with S256 of public and confidential clients alike'],
    },
  },
  {
    id: 'PK-02',
    attack: '`plain`, no method, another spelling of it',
    defence: '`S256` alone',
  },
  {
    id: 'PK-03',
    attack: 'a challenge that is none',
    defence: 'length and characters are checked: the library',
  },
  {
    id: 'PK-04',
    attack: 'a wrong verifier, to burn the code',
    defence: 'the code is not used up: `token/grants/authorization-code.ts`',
    tests: {
      'one-commit.test.ts': ['a wrong verifier does not use the code up'],
    },
  },
  {
    id: 'PK-05',
    attack: 'a malformed verifier',
    defence: 'refused, and the code stays good',
  },
  {
    id: 'PK-06',
    attack: 'a downgrade: a verifier without a challenge',
    defence: 'there is no code without a challenge',
  },
  {
    id: 'PK-07',
    attack: 'a challenge, and no verifier',
    defence: 'the code wants it',
  },
  {
    id: 'PK-08',
    attack: 'metadata that offers something weaker',
    defence: '`["S256"]` in both documents',
  },
  {
    id: 'PK-09',
    attack:
      'no challenge, by a client that may leave it out (`clients add --pkce optional`): public, without a nonce, for a resource',
    defence: 'refused, and told why: `authorization/pkce.ts`',
    tests: {
      'provider/relying-party.test.ts': [
        'may not with %s, and is told why',
        'is refused where it cannot prove who it is',
        'is the only one: everybody else needs a challenge',
      ],
      'liberties.test.ts': [
        'pkce optional is not for public clients, nor for those that nobody signs in to',
      ],
    },
  },
  {
    id: 'PK-10',
    attack:
      'for such a client: a verifier where no challenge was sent, a token for a resource for such a code, a challenge that is not held to',
    defence: 'refused, and the code stays good: the library; `resource-servers.ts`',
    tests: {
      'provider/relying-party.test.ts': [
        'gets no token for a resource for such a code, and none for a verifier',
        'is held to a challenge that it sends',
      ],
    },
  },
  {
    id: 'CO-01',
    attack: 'a code that is presented again',
    defence: 'refused, and what it issued is revoked',
    tests: {
      'one-commit.test.ts': ['a replayed code revokes what it issued'],
      'races.test.ts': ['a code that comes back at the other replica ends what it gave'],
    },
  },
  {
    id: 'CO-02',
    attack: "a stolen, used code, to end the user's access",
    defence: 'nothing is revoked without verifier and client',
    tests: {
      'one-commit.test.ts': [
        'a code replayed without its verifier, or by another client, revokes nothing',
      ],
    },
  },
  {
    id: 'CO-03',
    attack: "another client's code",
    defence: 'refused, and its own client can still use it',
  },
  {
    id: 'CO-04',
    attack: 'an expired code; a server whose clock is wrong',
    defence: "judged by the database's clock alone: `artifact.ts`",
    tests: {
      'artifacts.test.ts': ['are not found after their time, whether or not a sweep has run'],
      'clock-skew.test.ts': [
        'accepts a code and a refresh token that the database knows to be alive',
        'refuses what the database knows to be over',
      ],
    },
  },
  {
    id: 'CO-05',
    attack: 'parallel exchanges of one code',
    defence: 'one conditional statement: `token/commit-statements.ts`',
    tests: {
      'provider/token/unit.test.ts': ['50 parallel exchanges of one code succeed once'],
      'one-commit.test.ts': ['of parallel exchanges of one code one succeeds'],
      'races.test.ts': ['exchanges of one code at two replicas exactly one succeeds'],
    },
  },
  {
    id: 'CO-06',
    attack: 'a code that is altered, guessed, or read from the database',
    defence: '128 bits and more, stored as a hash that is no code',
  },
  {
    id: 'CO-07',
    attack: 'a code after user, client or grant has ended',
    defence: 'the grant is locked and judged in the commit',
    tests: {
      'provider/token/unit.test.ts': ['commits nothing under a grant that ended meanwhile'],
      'internals.test.ts': [
        'finds nobody who is not admitted any more, and burns nothing for that',
        'answers a deleted client with 401 invalid_client',
      ],
    },
  },
  {
    id: 'CO-08',
    attack: 'a code for one resource, used for another',
    defence: '`invalid_target`, nothing used up',
    tests: {
      'one-commit.test.ts': ['a wrong resource or scope burns neither code nor refresh token'],
    },
  },
];
