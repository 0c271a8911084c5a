import type { Threat } from '../threat.ts';

export const scopeRules: readonly Threat[] = [
  {
    id: 'FE-33',
    attack: 'a scope that is for others, ticked in a forged form or remembered from before',
    defence:
      'judged by what is stored of the person wherever a grant is made, whatever the form says: `consent/available.ts`',
    tests: {
      'consent/available.test.ts': [
        'is not granted, whatever a form says is ticked',
        'is not kept at a step-up, which brings what is available',
        'is not offered where it was allowed at another redirect',
        'is granted without it',
        'is not trusted with it by the operator, who wrote its consent',
      ],
      'behaviour/scope-rules.test.ts': [
        'is on the page of others as not available, with whom to ask, and cannot be allowed',
        'ends a request for nothing else with access_denied, and has no button for more',
      ],
    },
  },
  {
    id: 'FE-34',
    attack: 'a token of before for a scope that its user has lost',
    defence:
      'each exchange, refresh and introspection is without it; an access token that is out has it until it expires: `loaded-records.ts`, `issued-tokens/introspection.ts`',
    tests: {
      'consent/available.test.ts': [
        'is left out of refreshed tokens, and comes back with the right to it',
        'cannot be had by naming it',
        'is left out of tokens for a code of before',
        'is left out where somebody asks about a token',
      ],
      'behaviour/scope-rules.test.ts': [
        'is lost at the refresh after its holder has left, and back after they are',
      ],
    },
  },
  {
    id: 'FE-35',
    attack:
      'a team that is founded under a name that was given up, or in an organisation that took a name',
    defence: 'pinned to its number, beside its organisation: `federation/memberships.ts`',
    tests: {
      'federation/teams.test.ts': [
        'is the one that had the name when it was first seen',
        'of an organisation that took over a name counts for nothing, and is not pinned',
      ],
    },
  },
  {
    id: 'FE-36',
    attack:
      'a rule that guards nothing: a misspelt scope, a resource in other letters, a login that is gone',
    defence:
      'refused at boot; resources are compared as they are at a request: `scope-rules/known-scopes.ts`, `apps/auth/src/config/scope-rules.ts`',
    tests: {
      'scope-rules/scope-rules.test.ts': [
        'a rule for a scope that no resource has is refused: what was meant would be for everybody',
        'is about its resource where it spells it %s',
        'is about no other than its resource: %s',
        'two rules for a scope of one resource are refused: %s',
      ],
      'config/scope-rules.test.ts': ['refuses “%s”'],
      'federation/judges.test.ts': [
        'a rule about a scope that is not there keeps the server from starting',
      ],
    },
    further: [
      {
        attack: 'a client that asks for ever for what its user may not have',
        defence: 'a person sees the page, and ends it: `consent/remembered.ts`',
        tests: {
          'consent/available.test.ts': [
            'sees the page where it comes back at once, so that it does not go round',
            'sees the page where nothing else is asked for',
          ],
          'scope-rules.e2e.ts': [
            'a program that asks for it in place is shown to go in vain, and the person ends it',
          ],
        },
      },
    ],
  },
];
