import type { Threat } from '../threat.ts';

export const decisionsOnPages: readonly Threat[] = [
  {
    id: 'UI-29',
    attack:
      'a client whose name of sixty letters, or whose long host with a known one in front, pushes what matters out of sight; a name that says “Verified domain”',
    defence:
      '[a decision by facts](docs/decisions/0138-a-decision-by-facts.md): the name is once on the page, in the heading, in quotes where nobody vouches for it; the thread says what is known, and the badge is ours: `auth/src/pages/parties.tsx`; a host is not cut, and its end not broken: `Host`; the bar sticks',
    tests: {
      'pages/consent-page.test.ts': [
        'has the name of an unverified site once, in the heading, and not in the title',
        'another website: not verified, its host is the fact, and its own word is said to be that',
        'a name that says that it is verified is in quotes, and nothing is green',
      ],
      'host-name.test.ts': ['%s is broken after “%s” at most'],
      'e2e/decision.e2e.ts': [
        'a long name and a long host leave the decision and the end of the host in sight',
      ],
    },
  },
  {
    id: 'UI-30',
    attack:
      'a link to the consent page of a stranger, sent to somebody who has a session; the form posted without the tick',
    defence:
      'the page says since when the site is known and how many others here have allowed it; *Allow* counts with the tick that the person knows it, which the server judges too: `consent/vouching.ts`, `storage/acquaintance.ts`',
    tests: {
      'behaviour/vouching.test.ts': [
        'is not allowed without the tick, and the page comes again with the others as they were',
        'is not allowed by “%s” in the place of the tick',
        'is denied without it',
        'is said since when it is known, and by how many others',
        'is asked about once: whoever allowed it there knows it',
      ],
      'e2e/decision.e2e.ts': [
        'a stranger is not allowed before the tick, and can be denied without it',
      ],
    },
  },
  {
    id: 'UI-31',
    attack:
      'words of a client on the button, beside a permission, or in the place of what it asks for; a permission that hides beneath the bar or in the fold of what was allowed before',
    defence:
      'buttons name the server or the operator’s words for a scope: `pages/consent-actions.tsx`; scopes that no resource has are not asked for; the bar names each kind; what is new is never folded: `auth/src/pages/consent-page.tsx`',
    tests: {
      'pages/consent-page.test.ts': [
        'no word that a client chose is on a button',
        'is in the operator’s words, by kind, what cannot be undone last and red',
        'is said again in the bar, by kind, and whether a tick is needed',
        'asks for what is new alone; the rest is folded, and still in the form',
        'does not fold away what else it would learn of the person',
      ],
      'pages/decided-pages.test.ts': [
        'goes on at once by itself, and by a link that no name of the client is on',
      ],
    },
  },
  {
    id: 'UI-38',
    attack:
      'a name that judges itself (a tick, a lock), or ends its quotation and goes on in the voice of the page; a domain that breaks at a hyphen, so that its last line is the name of somebody else',
    defence:
      'names are shown without marks of ours and without double quotation marks: `packages/display/src/display-text.ts`; the owner’s name in a host breaks at the edge alone, and goes on further in: `packages/look/src/css/parts.ts`, measured in Chromium by `tests/pages/long-hosts.test.ts`',
    tests: {
      'pages/consent-page.test.ts': [
        'a name that says that it is verified is in quotes, and nothing is green',
        'a name does not end the quotation that it stands in',
      ],
    },
  },
];
