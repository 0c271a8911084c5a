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
    defence: 'refused; of an OpenID provider that may be any, no address is asked for or kept',
    tests: {
      'connectors/github/api.test.ts': [
        'e-mail addresses with %s are no verified address',
        '"verified" as text is an answer that does not hold',
      ],
      'connectors/google/id-token.test.ts': ['that %s admits nobody'],
      'connectors/oidc/sign-in.test.ts': [
        'says who it is, by issuer and sub, and keeps no address, which anybody may have set',
      ],
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
      'connectors/github/api.test.ts': [
        '%s becomes %s when it answers %s',
        'e-mail addresses with %s are no verified address',
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
];
