import type { Threat } from '../threat.ts';

export const operator: readonly Threat[] = [
  {
    id: 'OP-01',
    attack: 'another user of the machine asks the running server for everything',
    defence: 'the socket for commands is made with 0600: `control-server.ts`',
    tests: {
      'database-cli.test.ts': [
        'exports through the server that runs, which goes on refreshing meanwhile',
      ],
    },
  },
  {
    id: 'OP-02',
    attack: 'an export that was altered or cut short, or that smuggles SQL in names of columns',
    defence:
      'digest, one transaction, names that the database itself has told: `database/src/transfer/`',
    tests: {
      'transfer.test.ts': [
        '%s is refused and leaves nothing',
        'whose file breaks off is refused and leaves nothing',
      ],
    },
  },
  {
    id: 'OP-03',
    attack: "a client whose name steers the operator's terminal",
    defence: 'shown on one line, without controls: `words/terminal.ts`',
    tests: {
      'cli-clients.test.ts': [
        'lists clients of both kinds, and what they call themselves does not steer the terminal',
      ],
    },
  },
  {
    id: 'OP-04',
    attack: 'a secret that commands or logs give away later',
    defence: 'sealed where it is stored, and in no answer but the first: `operator/clients.ts`',
    tests: {
      'operator/operations.test.ts': [
        'a secret is sealed where it is stored, and in no answer but the first',
      ],
      'cli-clients.test.ts': ['adds a client and prints its secret once'],
    },
  },
  {
    id: 'OP-05',
    attack:
      'C1 controls, bidi controls and invisible characters in what commands print, with `--json` too, in faults at boot and in logs',
    defence:
      'one place writes them as escapes of JSON, which mean the same to a program: `terminal-text.ts`, `run.ts`, `logger.ts`, `log.ts`, `log-line.mjs`',
    tests: {
      'terminal.test.ts': [
        '%s %s writes nothing that steers a terminal, nor with --json',
        'a program reads the same values as are stored',
        'what others wrote begins no line in sentences',
      ],
      'terminal-text.test.ts': ['%s is shown as its escape'],
      'logger.test.ts': [
        'what others wrote does not steer the terminal that shows a log, and stays the same value',
      ],
      'log.test.ts': [
        'what others wrote does not steer the terminal that shows a log, and stays the same value',
      ],
      'log-line.test.mjs': [
        'what somebody else wrote does not steer the terminal, nor begin a line of its own',
      ],
    },
  },
  {
    id: 'OP-06',
    attack:
      'another user of the machine reads or replaces an embedded database that was not made private, or leaves a `secrets.json` with known keys',
    defence: 'narrowed before anything is read, or refused: `private-directory.ts`',
    tests: {
      'private-directory.test.ts': [
        'is narrowed when it is opened, with everything in it, through a link too',
        'is refused to a user who cannot narrow it, in a sentence',
        'is not made so, whatever the umask',
        'refuses what somebody else put there',
      ],
      'development-secrets.test.ts': [
        'a directory that others may write is narrowed first, or refused where it is everybody’s',
      ],
    },
  },
  {
    id: 'OP-07',
    attack: 'what a request held reaches the log, or a page, by the reference to what went wrong',
    defence:
      'a line holds ids and words of closed lists, and the reference is made up: `http/references`',
    tests: {
      'http/references/references.test.ts': [
        'shows the reference of its one line, which names the request, too',
        'names a client that is not there, if its id can be one of ours: %j',
      ],
      'behaviour/references.test.ts': [
        '%s',
        'these are all the ways there are: each reason was shown, and no line is of no page',
      ],
    },
  },
  {
    id: 'OP-08',
    attack:
      'a variable that is misspelt, so that what was to be closed is open and nothing looks wrong (`REGISTRATIONS=off`)',
    defence:
      'refused in production, told elsewhere, by both apps: `environment/src/near-misses.ts`',
    tests: {
      'auth/src/config/near-misses.test.ts': [
        'in production a misspelling is refused that leaves something open; else it is told',
        'ordinary machines are no near misses',
      ],
      'behaviour/cli.test.ts': ['a name that is nearly right is told by commands and at boot'],
    },
  },
  {
    id: 'OP-09',
    attack:
      'keys of another database: a server that overwrites what is in this one, a command that seals what no server opens',
    defence: 'tried before anything is written: `foreign-keys.ts`',
    tests: {
      'behaviour/cli.test.ts': [
        'keys that do not open what is in the database end the server in one sentence, with 78',
      ],
      'cli/import.test.ts': [
        'an import with other keys is refused, and nothing of it is in the database',
      ],
    },
  },
  {
    id: 'OP-10',
    attack: 'a client that is removed or pruned, whose tokens live on',
    defence: 'one statement removes it with grants, consents, codes and tokens: `client-prune.ts`',
    tests: {
      'client-lists.test.ts': [
        'grants, consents and tokens end with a client, in one statement: %s',
        'pruning takes those that were never used, or not for so long, and no others',
      ],
    },
  },
  {
    id: 'OP-11',
    attack:
      'what a request held (codes, `state`, tokens, queries, headers, arguments of tools) reaches the collector of traces, or its key the log',
    defence:
      'spans by hand, with attributes of one list; the message of no error: `telemetry/src/attributes.ts`',
    tests: {
      'behaviour/leaks.test.ts': ['the %s'],
      'traces-across-servers.test.ts': [
        'nothing that anybody sent is told, and nothing but what there is a place for',
      ],
      'behaviour/traces.test.ts': ['spans say nothing but what there is a place for'],
      'telemetry/src/configuration.test.ts': [
        'what is told of it holds no header, and of the address the origin alone',
      ],
    },
  },
  {
    id: 'OP-12',
    attack:
      'a `traceparent` that makes every request of an attacker be recorded, or keeps their requests out of the traces; a collector that hangs and takes the server with it',
    defence:
      'a hundred a second are believed, `not recorded` decides nothing, spans are dropped: `telemetry/src/open-telemetry/`',
    tests: {
      'telemetry/src/tracing.test.ts': [
        'of %s %d nobody outside can make every request be recorded',
        'a parent that is not recorded decides nothing',
        'what a collector that hangs does not take is dropped, and the end does not wait for it',
      ],
      'traces-without-collector.test.ts': [
        'a collector that hangs, and then is gone, is noticed by nobody but the operator',
      ],
    },
  },
  {
    id: 'OP-13',
    attack:
      'a secret in any field of any request (query, path, header, cookie, form, member of JSON), sent to the wrong place perhaps, is in a log, a metric, a trace or a page afterwards',
    defence:
      'nothing of a request is told but what a short list allows; of a path only what our own addresses are made of: `told-path.ts`',
    tests: {
      'canaries.test.ts': [
        'no secret of a request is told',
        'nothing is allowed that does not happen',
      ],
      'told-path.test.ts': ['%s is told as %s'],
    },
  },
];
