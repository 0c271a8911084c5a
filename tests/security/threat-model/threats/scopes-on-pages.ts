import type { Threat } from '../threat.ts';

export const scopesOnPages: readonly Threat[] = [
  {
    id: 'UI-23',
    attack:
      'a consent form with scopes that were not asked for, or without those that the operator requires; a harmful one that comes ticked',
    defence:
      '[scopes say what they do](docs/decisions/0135-scopes-say-what-they-do.md): what is granted is what was asked for and ticked, and what is required of that: `consent/decision.ts`; what cannot be undone, and what nobody spoke for, comes unticked: `consent/ticks.ts`',
    tests: {
      'consent/required.test.ts': [
        'is allowed with the rest, whatever a form leaves unticked',
        'is allowed to nobody who did not ask for it, whatever a form has ticked',
        'is not allowed to somebody who may not have it',
        'changes nothing about what was allowed before it was required',
      ],
      'consent/ticks.test.ts': [
        'a change comes unticked for %s',
        'of what nobody said the kind, and what cannot be undone, for %s not',
        'by %s, what was allowed is ticked, unless it cannot be undone',
      ],
      'behaviour/cli-resources.test.ts': [
        'has its harmless changes ticked for a program on this computer, and for no stranger’s site',
        'gets what is required with the rest, and not what a forged form asks for',
      ],
    },
  },
  {
    id: 'UI-24',
    attack:
      'an MCP server whose metadata call what it can do harmless, or say that it is another server; one that leads the command into the operator’s network',
    defence:
      'of the metadata count a name and names of scopes, where `resource` is the very URL that was typed (RFC 9728 §3.3); words and kinds are the operator’s; another host that the server leads to is a stranger’s: `operator/resource-metadata.ts`',
    tests: {
      'operator/add-resource.test.ts': [
        'hears none of its words for what they mean: those are the operator’s',
        'is refused where it says that it is %j',
        'another host that it leads to may be on no private network, and at no port',
      ],
      'outbound/guarded-get.test.ts': [
        'it is asked at the port that they named, and a stranger’s is not',
      ],
      'outbound/loopback.test.ts': [
        'without TLS, where the operator named the address, and at this machine alone',
      ],
      'behaviour/cli-resources.test.ts': ['is not added as another than it says that it is'],
    },
  },
  {
    id: 'UI-37',
    attack:
      'a consent page that stays open until what it said of a scope is no longer so: one that was unticked is required, one that looked harmless cannot be undone; a scope that was not asked for, posted with the button',
    defence:
      'the form brings back a hash of what the page said, and *Allow* counts for that alone: `consent/shown-terms.ts`; the button posts what was asked for: `auth/src/pages/consent-page.tsx`',
    tests: {
      'consent/shown-terms.test.ts': ['a page says something else of a scope by %s'],
      'behaviour/cli-resources.test.ts': ['allows nothing of it: a scope that became %s'],
      'pages/consent-page.test.ts': [
        'what a client did not ask for is not said to be asked for, and waits for a tick',
        'what cannot be undone is in the open where any program can pass for the one that has it',
      ],
    },
  },
];
