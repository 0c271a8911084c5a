import type { Threat } from '../threat.ts';

export const openIdLogins: readonly Threat[] = [
  {
    id: 'FE-27',
    attack: 'a group, or a subject, of the same name at another provider',
    defence:
      'a rule names the login that it is of, and an identity counts for the rules of its own alone: `admits.ts`, `login-entries.ts`',
    tests: {
      'admission/login-entries.test.ts': ['is not admitted by %s', '%s is refused'],
      'federation/groups.test.ts': ['of the same name at another login are other groups'],
    },
    further: [
      {
        attack: 'two logins at one issuer, so that the button decides which rules hold',
        defence: 'refused at boot: `config/connectors.ts`',
        tests: {
          'connectors/oidc/named.test.ts': [
            'is at an issuer of its own: of the same one would be the same people',
            'shares no tenant with another login',
          ],
        },
      },
      {
        attack: 'a button that says what another one says',
        defence: 'refused at boot, in any letters; what follows from hosts is told apart by name',
        tests: {
          'connectors/oidc/named.test.ts': [
            'is not called what another is called, which nobody could tell apart',
          ],
          'connectors/logins.test.ts': [
            'each is a connector of its own, with its own id and label, after those without a name',
          ],
        },
      },
    ],
  },
  {
    id: 'FE-28',
    attack:
      'what is stored of somebody by a login that has been taken away, or has another issuer now',
    defence:
      'admits nobody, and a rule that names no login is refused at boot: `admission/policy.ts`, `config/admission.ts`',
    tests: {
      'federation/groups.test.ts': ['of a login that is no longer configured let nobody in'],
      'admission/login-entries.test.ts': [
        'is not admitted by what is stored of an issuer that the login has no longer',
        '%s names nothing where every login has a name',
      ],
      'connectors/oidc/named.test.ts': [
        'a login that is taken away is missed by the rules that name it',
      ],
    },
    further: [
      {
        attack: 'somebody who has left a group',
        defence:
          'groups are written anew at each sign-in, and judged at every refresh: `federation/admission.ts`',
        tests: {
          'federation/groups.test.ts': [
            'that somebody has left count no more once they sign in again',
          ],
        },
      },
      {
        attack: 'the same, who is refused for it and goes on by refreshing',
        defence:
          'what the provider told of somebody known is kept, also where they are not let in: `federation/sign-in.ts`',
        tests: {
          'federation/sign-in.test.ts': [
            'of somebody known who is not let in any more, keeps what the provider says now',
          ],
          'foreign-openid.test.ts': [
            'somebody who has left the group is refused, and their clients with them',
          ],
        },
      },
      {
        attack: 'a variable of a login that is misspelt, so that something else is in force',
        defence:
          'refused at boot, with the name that was meant: `apps/auth/src/config/near-misses.ts`',
        tests: {
          'connectors/oidc/named.test.ts': [
            '%s is named with the one that was meant',
            '%s is refused, and says what a name is',
          ],
        },
      },
    ],
  },
  {
    id: 'FE-29',
    attack: 'an account of a tenant that anybody can make, at the issuer of all tenants',
    defence:
      'tenants are listed, the issuer has to be that of the one in `tid`, and identities are of it: `oidc/tenants.ts`',
    tests: {
      'connectors/oidc/tenants.test.ts': [
        'somebody of another tenant is refused, and the operator is told which',
        'an ID token %s is refused',
        'a tenant in other letters, or that is no number, is not listed, and not repeated',
        'a callback of an issuer that is not listed is refused before the code is used',
        'a key that signs for one of the listed tenants signs for no other, also once it is known',
      ],
      'connectors/oidc/named.test.ts': ['needs the list: %s', 'takes no tenant %s'],
    },
  },
  {
    id: 'FE-30',
    attack: 'an address that the administrator of a tenant has written (“nOAuth”)',
    defence:
      'is never verified and links nobody, and nobody can vouch for addresses of several tenants: `oidc/identity.ts`, `oidc.ts`',
    tests: {
      'connectors/oidc/tenants.test.ts': [
        'somebody of a listed tenant is of its own issuer, with no address',
      ],
      'connectors/oidc/named.test.ts': ['has no addresses that anybody could vouch for'],
      'connectors/oidc/groups.test.ts': [
        'of an address is believed as the ID token is: vouched for, and not called unverified',
      ],
    },
  },
  {
    id: 'FE-31',
    attack: 'groups that a token leaves out since there are too many, taken for none',
    defence: 'the sign-in fails, and the operator is told what to do: `oidc/identity.ts`',
    tests: {
      'connectors/oidc/groups.test.ts': [
        'that are %s are not none: the sign-in fails, and says what to do',
        'that is elsewhere at userinfo, too, is not none',
      ],
    },
    further: [
      {
        attack: 'a rule of groups where no claim tells them',
        defence: 'refused at boot: `config/admission.ts`',
        tests: {
          'connectors/oidc/named.test.ts': ['groups need the claim that tells them, of that login'],
        },
      },
    ],
  },
  {
    id: 'FE-32',
    attack: 'a claim of groups that is one text, with commas or a name inside of another',
    defence: 'is one group as a whole, compared to the letter: `oidc/claims.ts`',
    tests: {
      'connectors/oidc/groups.test.ts': [
        'are %s',
        'are no %s: the operator is told which variable names the claim',
      ],
    },
    further: [
      {
        attack: 'userinfo of somebody else, or that contradicts the ID token',
        defence:
          'refused, and only what the signed token leaves out is taken: `user-info.ts`, `oidc/identity.ts`',
        tests: {
          'connectors/oidc/groups.test.ts': [
            'is refused of %s',
            'is not asked for where nothing is missing, and replaces nothing that is signed',
          ],
        },
      },
    ],
  },
];
