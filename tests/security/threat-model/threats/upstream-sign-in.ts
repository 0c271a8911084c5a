import type { Threat } from '../threat.ts';

export const upstreamSignIn: readonly Threat[] = [
  {
    id: 'FE-01',
    attack: 'a callback with an unknown, used or foreign `state`',
    defence: 'single use, bound to browser, interaction and provider: `federation/sign-in.ts`',
    tests: {
      'federation/sign-in.test.ts': [
        'refuses a state that was used',
        'refuses an unknown state, and none',
      ],
    },
  },
  {
    id: 'FE-02',
    attack: "an upstream address opened in the victim's browser",
    defence: 'the cookie of the browser that began: `browser-binding.ts`',
    tests: {
      'federation/sign-in.test.ts': [
        'refuses a state that another browser began, and does not use it up',
      ],
    },
  },
  {
    id: 'FE-03',
    attack: 'a cookie that is set by a link',
    defence: 'set when a button is pressed: `interaction/sign-in.ts`',
    tests: {
      'protections.e2e.ts': [
        'the cookie that binds a sign-in is set by pressing the button, not by opening a link',
      ],
    },
  },
  {
    id: 'FE-04',
    attack: "Google's answer at GitHub's callback",
    defence: 'the state knows its provider',
    tests: {
      'federation/sign-in.test.ts': ['refuses a state at the callback of another provider'],
    },
  },
  {
    id: 'FE-05',
    attack: 'another issuer in the callback',
    defence: 'refused before the code is used: `connectors/`',
    tests: {
      'connectors/google/sign-in.test.ts': [
        'a callback that is not ours is refused before the code is used',
      ],
      'connectors/github/sign-in.test.ts': [
        'a callback that is not ours is refused before the code is used',
      ],
    },
  },
  {
    id: 'FE-06',
    attack: 'hostile `error` and `error_description`',
    defence: 'our own words: `interaction/views.ts`',
    tests: {
      'connectors/github/sign-in.test.ts': [
        'is not repeated where it is %j',
        'with a foreign state is none of ours',
      ],
    },
  },
  {
    id: 'FE-07',
    attack: 'a forged ID token',
    defence:
      'signature, algorithm, issuer, audience, nonce, times are checked: `upstream/openid-sign-in.ts`, `upstream/openid-claims.ts`',
    tests: {
      'upstream/testing/forged-id-tokens.ts': [
        'an ID token is refused',
        'that nobody signed',
        'signed by HMAC with %s',
      ],
      'connectors/oidc/id-token.test.ts': ['is never %s, whatever the provider announces'],
    },
  },
  {
    id: 'FE-08',
    attack: 'an address that looks like the domain',
    defence: '`ADMIT` wants the signed `hd` claim and a verified address, ASCII alone: `admits.ts`',
    tests: {
      'admission/admission.test.ts': ['at Google is not met by %s', 'is not met by %s'],
    },
  },
  {
    id: 'FE-09',
    attack: 'an address that nobody verified',
    defence:
      'not kept, so that no rule is met by it and nobody reads it; of an OpenID provider that may be any, no address is asked for',
    tests: {
      'connectors/github/addresses.test.ts': [
        'with %s there is no verified address, and none is shown',
      ],
      'connectors/github/api.test.ts': ['"verified" as text is an answer that does not hold'],
      'connectors/google/id-token.test.ts': ['that %s is no verified address, and is not kept'],
      'connectors/oidc/sign-in.test.ts': [
        'says who it is, by issuer and sub, and keeps no address, which anybody may have set',
      ],
      'federation/addresses.test.ts': ['are asked for where a rule has to be met by one'],
    },
  },
  {
    id: 'FE-10',
    attack: 'taking over an account by e-mail or login',
    defence: 'the key is issuer and immutable id; nothing is linked by e-mail: `users.ts`',
    tests: {
      'records.test.ts': ['the same subject of another issuer is another person'],
      'connectors/github/api.test.ts': ['an account number that is %s makes nobody'],
    },
  },
  {
    id: 'FE-11',
    attack: 'an account whose key can change hands',
    defence: "GitHub's number, Google's `sub`",
    tests: {
      'connectors/github/api.test.ts': ['an account number that is %s makes nobody'],
    },
  },
  {
    id: 'FE-12',
    attack: 'GitHub in trouble, or without a verified address',
    defence: 'an error page, and nobody is made',
    tests: {
      'connectors/github/api.test.ts': ['%s becomes %s when it answers %s'],
      'connectors/github/refusals.test.ts': [
        '%s that answers %s has reached a limit, which ends by itself',
      ],
    },
  },
  {
    id: 'FE-15',
    attack: 'somebody who is not admitted, or was disabled',
    defence: '`admission/`, `users.ts`',
    tests: {
      'admission.e2e.ts': [
        'a person who is not admitted sees a page that says so and may use another account',
      ],
      'records.test.ts': ['a disabled person is not signed in'],
    },
  },
  {
    id: 'FE-16',
    attack: 'two sign-ins at once that mix',
    defence: 'connectors keep nothing',
    tests: {
      'connectors/github/sign-in.test.ts': ['gives each of many at once their own account'],
      'federation/sign-in.test.ts': ['attempts in parallel do not meet'],
    },
  },
  {
    id: 'FE-17',
    attack: 'a race of first sign-ins that makes two users',
    defence: 'a unique key',
    tests: {
      'records.test.ts': ['a first sign-in in 20 tabs at once makes one person'],
    },
  },
  {
    id: 'FE-18',
    attack: 'an upstream code used again, with a fresh state',
    defence: 'PKCE and the provider refuse it; nobody is signed in',
  },
  {
    id: 'FE-19',
    attack: 'upstream tokens in the database, a log or an address',
    defence: 'they are not kept',
  },
  {
    id: 'FE-20',
    attack: 'an upstream that hangs, redirects, or sends too much',
    defence: 'one deadline, no redirects, a size limit: `upstream-fetch.ts`',
    tests: {
      'connectors/github/sign-in.test.ts': ['redirecting with %d gets no secret sent on'],
      'connectors/google/sign-in.test.ts': ['that hangs is given up'],
    },
  },
  {
    id: 'FE-21',
    attack: 'an organisation of `ADMIT` gives its login up, and somebody else registers it',
    defence:
      "pinned to GitHub's number when it is first seen: `federation/admission.ts`, `admits.ts`",
    tests: {
      'federation/admission.test.ts': [
        'is the one that had the name when it was first seen; who takes the name is refused',
        'is pinned once, whoever of two organisations is first among many at once',
      ],
      'admission/admission.test.ts': ['is not met by %s'],
    },
  },
  {
    id: 'FE-22',
    attack:
      'a member of another organisation of the same name who has a session or a refresh token already',
    defence: 'the numbers are stored with the identity, and judged wherever it is: `users.ts`',
    tests: {
      'federation/admission.test.ts': [
        'is judged by its number at authorization, refresh and introspection, too',
        'is pinned for each issuer apart, and never by an issuer that is not configured',
      ],
    },
  },
  {
    id: 'FE-23',
    attack: 'somebody who has kept a verified address of an employer that they left',
    defence:
      'a domain is met by the primary address alone, unless the operator takes that: `mail-addresses.ts`, `admits.ts`',
    tests: {
      'admission/mail-addresses.test.ts': [
        'meets the rule of a domain where the operator wants that alone',
        'is another with %s',
      ],
      'federation/addresses.test.ts': [
        'count wherever what is stored is judged: any for an address, the primary for a domain',
      ],
    },
  },
  {
    id: 'FE-24',
    attack:
      'an address that upstream verifies no longer, or that an older replica left in the list',
    defence:
      'the list is written anew at each sign-in, and counts only beside the primary address that it holds: `users.ts`, `federation/admission.ts`',
    tests: {
      'federation/addresses.test.ts': [
        'that upstream verifies no longer are gone at the next sign-in',
        'that a version before stored count by the primary one',
      ],
    },
  },
  {
    id: 'FE-25',
    attack: 'an address that somebody wrote into an account of a provider that verifies nothing',
    defence:
      'counts where the operator vouches for its domain alone, and only as the primary one; it is never called verified and links nobody: `github/addresses.ts`, `oidc/sign-in.ts`',
    tests: {
      'connectors/github/addresses.test.ts': [
        'a primary address that the operator vouches for is shown, and not called verified',
        'nobody vouches for %s',
      ],
      'connectors/oidc/sign-in.test.ts': ['is kept and never verified: one %s', 'is none: one %s'],
      'admission/mail-addresses.test.ts': [
        'is one of that domain alone, for as long as it is vouched for',
      ],
      'federation/addresses.test.ts': [
        'that are vouched for count while they are, and are never called verified',
        'link nobody to anybody: each account is another person',
      ],
    },
    further: [
      {
        attack: 'vouching at a provider where anybody has an account',
        defence: 'refused at boot: `vouched-domains.ts`',
        tests: {
          'config/vouched-domains.test.ts': [
            'are refused in %s where anybody has an account: %j',
            'are refused where the provider is not configured',
          ],
        },
      },
    ],
  },
  {
    id: 'FE-26',
    attack: 'a secret, a code or a link of one use in what a provider answers when it refuses',
    defence:
      'read to tell refusals apart and repeated nowhere; the log has words of our own and the values to change: `github/refusals.ts`, `upstream-failure.ts`',
    tests: {
      'connectors/github/refusals.test.ts': ['is %s, %s, where it is of the account'],
      'behaviour/upstream-failures.test.ts': ['%s: %s with status %i is %s'],
    },
  },
];
