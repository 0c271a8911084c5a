import type { Threat } from '../threat.ts';

export const failures: readonly Threat[] = [
  {
    id: 'FA-01',
    attack: 'a database that fails at any statement of a refresh, or commits it and is not heard',
    defence: 'one commit, and a replay window: `provider/token/unit.ts`, `token/replay.ts`',
    tests: {
      'wire.test.ts': ['of a refresh: the client comes back, and the chain goes on'],
    },
  },
  {
    id: 'FA-02',
    attack: 'the same at a code exchange, or when a user consents',
    defence:
      'a code is spent by its commit alone; an interaction ends with its answer: `authorization-endpoint.ts`, `answer-interaction.ts`',
    tests: {
      'wire.test.ts': [
        'of a code exchange: the client comes back, or a committed code is begun again',
        'of a consent: the person tries again, or begins again after a committed code',
      ],
      'provider/authorization/authorization-request.test.ts': [
        'that fails before its code is written leaves the interaction as it was',
        'finishes the interaction with the code, and of twenty at once one has a code',
        'that fails before the session is stored leaves it under its old name',
      ],
      'decision.test.ts': [
        'whose n-th statement fails is made again, or the request is, for every n',
      ],
    },
  },
  {
    id: 'FA-03',
    attack: 'an answer that is lost after the commit',
    defence: 'the same successor for a minute; a code has to be begun again',
    tests: {
      'lost-answers.test.ts': [
        'a refresh whose answer is lost on the way to its client is answered when it comes again',
        'a code whose answer is lost has to be begun again, and what it gave is of no use',
      ],
    },
  },
  {
    id: 'FA-04',
    attack: 'the death of a replica, or its end by SIGTERM',
    defence: 'everything is in the database; readiness first, then draining',
    tests: {
      'kill.test.ts': ['deaths of a replica under load lose no session and fork no chain'],
      'replicas.test.ts': [
        'a sign-in that begins at one replica goes on at the other, step by step',
        'a session of one replica is a session of the other',
      ],
      'faults/bad-days.test.ts': ['faults under load lose no session, fork no chain'],
    },
  },
  {
    id: 'FA-05',
    attack: 'a database that is restarted, hangs, is full, read-only or out of connections',
    defence: '503 with `Retry-After`, bounded waits, and back by itself',
    tests: {
      'faults/bad-days.test.ts': ['faults under load lose no session, fork no chain'],
      'database-outage.test.ts': [
        'every endpoint for programs says 503 and when to try again, and nothing is used up',
      ],
    },
  },
  {
    id: 'FA-06',
    attack: 'an authorization server that is away',
    defence: 'the MCP server verifies on, for an hour: see RS-17',
    tests: {
      'key-source.test.ts': ['the last keys serve for one hour more, and no longer'],
      'issuer-down.test.ts': [
        'while the issuer is down the server runs and asks for patience, then goes on',
      ],
    },
  },
  {
    id: 'FA-13',
    attack: 'filling the database with rows that expire, or slowing it down by their removal',
    defence: 'swept in small batches by one replica; expiry never depends on it: `sweep.ts`',
    tests: {
      'sweeper.test.ts': [
        'removes what has expired, and nothing else',
        'takes no more rows at once than it is told, and goes on to the end',
        'of two sweepers at once one works, until it is stopped',
      ],
      'expired-rows.test.ts': ['by an index: %s'],
      'artifacts.test.ts': ['are not found after their time, whether or not a sweep has run'],
    },
  },
  {
    id: 'DO-07',
    attack: 'a flood of registrations, authorization requests or sign-ins',
    defence:
      'so many for each address, and so many registrations in all: `gates.ts`, `provider/limits/registrations.ts`',
    tests: {
      'behaviour/limits.test.ts': [
        'is limited for each address',
        'is limited for everybody together',
        'is limited for each address, and ends on a page that says so',
        'at GitHub or Google is limited, too',
      ],
    },
  },
  {
    id: 'DO-08',
    attack: 'a flood of failing requests or of made-up hosts, to fill the log or the memory',
    defence:
      'ten lines a minute for a reason and an address, ten hosts a minute; the rest is counted: `shown-lately.ts`, `misdirected.ts`',
    tests: {
      'http/references/references.test.ts': [
        'has no reference past ten in a minute for a reason and an address, and is counted',
        'no more is remembered than there is room for, and the least lately seen goes first',
      ],
      'misdirected.test.ts': [
        'is told once a minute for each name, of ten names at most, and counted always',
        'has no more of its name told than a name has, and nothing that a terminal acts on',
      ],
    },
  },
];
