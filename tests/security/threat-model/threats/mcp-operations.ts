import type { Threat } from '../threat.ts';

export const mcpOperations: readonly Threat[] = [
  {
    id: 'MC-24',
    attack:
      "figures that grow with what strangers send; lines without end; ids of a caller's in our log or the issuer's; a probe that has the issuer asked, or a stranger's token that makes the server unready",
    defence:
      '[labels from closed lists, one line for each kind, ids of our own](docs/decisions/0115-the-mcp-server-is-operated-too.md): `figures`, `rationed.ts`, `request/request.ts`; readiness asks nobody, and counts what no stranger can cause: `issuer-reach.ts`',
    tests: {
      'tests/figures.test.ts': [
        '2,000 requests with made-up tools, paths, methods and tokens add no series but of the closed lists',
      ],
      'rationed.test.ts': ['kinds without end fill neither the log nor the memory'],
      'correlation.test.ts': [
        'ignores a traceparent %s, and repeats it nowhere',
        'is on every answer and in its line, and is never the one that a client sends',
        'is not longer than it has to be, whatever the path',
        'an outage is told in lines of one in five seconds, however many requests meet it',
      ],
      'request/request.test.ts': [
        'what goes on after the answer is of no request: a poll carries nobody’s ids',
      ],
      'issuer-reach.test.ts': [
        'one strange answer about one token says nothing of others, as anybody can cause it',
      ],
      'readiness.test.ts': [
        'tokens that nobody issued cannot make a server unready that has its keys',
      ],
      'tests/process.test.ts': [
        'tells of itself, apart from the port of the server, until the last call has ended',
      ],
    },
  },
];
