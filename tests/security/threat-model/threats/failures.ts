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
    defence: 'the same successor within the replay window; a code has to be begun again',
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
      'swept-rows.test.ts': ['removes what has expired, and nothing else'],
      'sweeper.test.ts': [
        'takes no more rows at once than it is told, and goes on to the end',
        'of two sweepers at once one works, until it is stopped',
      ],
      'expired-rows.test.ts': ['by an index: %s'],
      'artifacts.test.ts': ['are not found after their time, whether or not a sweep has run'],
    },
  },
  {
    id: 'FA-15',
    attack:
      'a lock or a standby that stands still, so that a request is answered 503 and carried out later',
    defence:
      'the server ends what waits for a lock; a commit that waits is kept, counted, no success, and told apart: `bounded-client.ts`',
    tests: {
      'commits.test.ts': [
        'is ended by the server, and nothing of it is committed later',
        'is no success and no failure, and its connection comes back when it has ended',
        'whose wait is cancelled is no success',
        'is not followed by more of them than the pool has connections',
        'is seen by one write, which is not followed by others while its commit waits',
        'keeps its connection there, and what queues is not run later',
      ],
      'watch.test.ts': ['commits at a server that is not the primary any more are given up'],
      'moved-address.test.ts': [
        'what waits at a server that is gone without a word is given up when another answers there',
      ],
    },
  },
  {
    id: 'FA-16',
    attack: 'a pooler that gives one session, with its prepared statements, to several processes',
    defence: 'noticed at the start and afterwards; nothing is run under a name that is not its own',
    tests: {
      'pooler.test.ts': [
        'is noticed at the start, with what to set, and used without prepared statements',
        'that comes in between later is noticed by what it forgets',
        'does not let a wait for a lock be committed after its failure',
      ],
    },
  },
  {
    id: 'FA-17',
    attack: 'a failover between several servers of one connection string',
    defence: 'a server that is away or takes no writes is left for the next: `server/servers.ts`',
    tests: {
      'servers.test.ts': [
        'the new primary is found when the old one is gone, or reads only',
        'that all read only, none is used',
      ],
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
    attack:
      'a flood of failing requests, of one used token or of made-up hosts, to fill the log or the memory',
    defence:
      'ten lines a minute for a reason and an address, ten hosts a minute; the rest is counted: `told-lately.ts`, `misdirected.ts`',
    tests: {
      'http/references/references.test.ts': [
        'has no reference past ten in a minute for a reason and an address, and is counted',
        'no more is remembered than there is room for, and the least lately seen goes first',
      ],
      'events/event-log.test.ts': [
        'refusals of one reason and address have ten lines a minute, others lines of their own',
        'so has a used token that comes back again and again (%s), for each grant',
      ],
      'misdirected.test.ts': [
        'is told once a minute for each name, of ten names at most, and counted always',
        'has no more of its name told than a name has, and nothing that a terminal acts on',
      ],
    },
  },
];
