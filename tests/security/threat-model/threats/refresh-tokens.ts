import type { Threat } from '../threat.ts';

export const refreshTokens: readonly Threat[] = [
  {
    id: 'RT-01',
    attack: 'a refresh token that is used for ever',
    defence: 'each one is used once',
  },
  {
    id: 'RT-02',
    attack: 'a used refresh token, later',
    defence: 'the whole grant ends',
    tests: {
      'one-commit.test.ts': ['after the replay window a replay ends the whole family'],
    },
  },
  {
    id: 'RT-03',
    attack: "another client's refresh token",
    defence: 'refused, and it stays good',
    tests: {
      'one-commit.test.ts': ["another client's refresh token is refused and stays good"],
    },
  },
  {
    id: 'RT-04',
    attack: 'more scope at a refresh',
    defence:
      '[what was granted of it](docs/decisions/0073-a-refresh-takes-what-was-asked-and-granted.md); where that is nothing, refused before anything is used up: `refresh-scope.ts`',
    tests: {
      'refresh-scope.test.ts': ['asked for %j of %j: %j'],
      'one-commit.test.ts': [
        'gets those that were granted, in two statements, and its successor has all',
        'a wrong resource or scope burns neither code nor refresh token',
      ],
    },
  },
  {
    id: 'RT-05',
    attack: 'parallel refreshes that fork the chain or log the user out',
    defence: 'one successor for all: `token/grants/refresh-token.ts`',
    tests: {
      'provider/token/unit.test.ts': ['100 parallel refreshes of one token have one successor'],
      'one-commit.test.ts': ['parallel refreshes all get the same successor, and it works'],
      'races.test.ts': ['refreshes of one token at two replicas have one successor, and it works'],
    },
  },
  {
    id: 'RT-06',
    attack: 'replay after a restart',
    defence: 'it is in the database',
    tests: {
      'restart.e2e.ts': ['client, session, consent, refresh token and keys survive a restart'],
    },
  },
  {
    id: 'RT-07',
    attack: 'a refresh for somebody who is shut out, or who took their consent back',
    defence:
      'user, admission, client, consent and grant are judged at every token request: `accounts.ts`, `token/load-statement.ts`, `within-consent.ts`',
    tests: {
      'refresh-lifetimes.test.ts': ['when it is withdrawn', 'as far as a scope was taken back'],
      'internals.test.ts': [
        'finds nobody who is not admitted any more, and burns nothing for that',
      ],
      'provider/token/unit.test.ts': [
        'finds nothing of a disabled person, client, or of another client id',
      ],
    },
  },
  {
    id: 'RT-08',
    attack: 'one kind of token in place of another',
    defence: 'refused',
  },
  {
    id: 'RT-09',
    attack: 'a wrong `resource` or a failing database burns the token',
    defence: 'nothing is written before the response was built',
    tests: {
      'one-commit.test.ts': [
        'a refresh whose n-th statement fails consumes nothing, for every n',
        'an exchange whose n-th statement fails consumes nothing, for every n',
      ],
      'database-outage.test.ts': [
        'every endpoint for programs says 503 and when to try again, and nothing is used up',
      ],
    },
  },
  {
    id: 'RT-10',
    attack: 'a chain of refresh tokens without end',
    defence:
      'idle time and greatest age are judged by the database, as configured today; no token outlives its grant: `token/load-statement.ts`',
    tests: {
      'refresh-lifetimes.test.ts': [
        'is its idle time, as configured today: unused for %d s',
        'is the age of its chain, however often it was used: %d s',
        'is the end of its grant, which a refresh does not move',
      ],
    },
  },
  {
    id: 'RT-11',
    attack: "revoking somebody else's token; a revocation that does nothing",
    defence: '`revocation.ts`',
    tests: {
      'internals.test.ts': [
        'of a token that a client got for itself is 200, and another client’s is refused',
        "of another client's token is refused and ends nothing",
        'of a refresh token ends its family',
        'of a JWT access token is 200 and ends what it stands for',
      ],
      'oauth4webapi.test.ts': ['revokes a JWT access token, and with it the authorization'],
    },
  },
  {
    id: 'RT-12',
    attack: 'a copy of the database, for its tokens',
    defence: 'hashes and sealed values: `token-hash.ts`',
  },
  {
    id: 'RT-13',
    attack: 'a refresh token for a client that did not register for it',
    defence: '`issueRefreshToken` in `factory.ts`',
  },
  {
    id: 'RT-14',
    attack: 'a deleted account that lives on in tokens and sessions',
    defence: 'they go with its row',
  },
  {
    id: 'RT-15',
    attack: 'naming a scope again that the user took back',
    defence: 'what is granted is as of today: `within-consent.ts`',
    tests: {
      'one-commit.test.ts': ['that the person took back since is refused, and nothing is used up'],
    },
  },
  {
    id: 'RT-16',
    attack:
      'a replayed refresh token that names a scope it has not, so that its refusal looks like a mistake',
    defence: 'a replay ends its family, whatever it names: `token/grants/refresh-token.ts`',
    tests: {
      'one-commit.test.ts': [
        'of another client, or after the replay window, is refused for that, whatever it names',
      ],
    },
  },
  {
    id: 'RT-17',
    attack: 'a thief who refreshes beside the owner, each once a lifetime, unnoticed for ever',
    defence:
      'the second to come is late: the window is at most half of a lifetime unless set, and never a whole one: `config/lifetimes.ts`. Who comes within the window looks like a second program of the owner',
    tests: {
      'returned-tokens.test.ts': [
        'shows a thief and an owner who each refresh once a lifetime, %s',
      ],
      'lifetimes.test.ts': [
        'the replay window is %s: %j',
        'a replay window that an owner and a thief fit in is told with what would be right',
      ],
      'event-log.test.ts': ['a revocation for a replay warns and says whose it was, and why'],
    },
  },
  {
    id: 'RT-18',
    attack: 'used refresh tokens that pile up, or that are forgotten while they still show a theft',
    defence:
      'a used one keeps what a replay is judged by, for `REFRESH_REPLAY_MEMORY`, which is no shorter than an access token lives: `token/commit-statements.ts`',
    tests: {
      'provider/token/unit.test.ts': [
        'a used refresh token keeps what a replay is judged by, and not for longer',
      ],
      'returned-tokens.test.ts': ['after it was forgotten is refused, and its family lives'],
    },
  },
  {
    id: 'RT-19',
    attack:
      'a person logged out by a retry: a standby that is waited for, programs that share a token',
    defence:
      'what was unused when a request began is no replay, whenever its use is dated: `loaded-records.ts`, `late-commit.ts`; the window',
    tests: {
      'late-commit.test.ts': [
        'is answered with its successor to whoever tries again meanwhile, and from then on',
      ],
      'returned-tokens.test.ts': [
        'lets both live on, in turn, step after step',
        'lets both live on, at once, step after step',
        'refuses the one that is two steps behind, and the other lives on',
      ],
    },
  },
];
