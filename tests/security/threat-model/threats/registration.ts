import type { Threat } from '../threat.ts';

export const registration: readonly Threat[] = [
  {
    id: 'DC-01',
    attack:
      'no redirect URIs, http elsewhere than loopback, userinfo, wildcards, too many, too long',
    defence:
      '`registration/redirect-uris.ts`; [unusable ones are left out](docs/decisions/0071-one-rule-for-redirect-uris.md) beside usable ones',
    tests: {
      'redirect-uris.test.ts': [
        '%s is refused: %s',
        'must be a list of at least one and at most twenty',
      ],
      'behaviour/registration.test.ts': ['%s is refused with invalid_redirect_uri'],
    },
  },
  {
    id: 'DC-03',
    attack: 'dangerous schemes in links, in any translation',
    defence: 'https alone is kept, and translations are not: `members.ts`',
    tests: {
      'registration-request.test.ts': ['is left out: %j'],
      'behaviour/registration.test.ts': [
        '%s %j is not kept',
        '%s, a translation that no page shows, is not kept',
      ],
    },
  },
  {
    id: 'DC-04',
    attack: 'addresses that the server would fetch',
    defence:
      'dropped: `jwks_uri`, `sector_identifier_uri` and others; logos are never fetched nor shown',
    tests: {
      'client-metadata.test.ts': [
        'loses what would make the server fetch something, and scopes, which consent decides',
      ],
      'registration-request.test.ts': ['%s is left out, whatever it holds'],
      'behaviour/registration.test.ts': ['%s, which would be fetched, is not kept'],
    },
  },
  {
    id: 'DC-05',
    attack: 'a name of markup, invisible characters, or endless',
    defence:
      'one that is too long is not kept; escaped and cleaned; the page shows the redirect host and *not verified*',
    tests: {
      'registration-request.test.ts': ['is left out: %j'],
      'consent-page.test.ts': ['a hostile client name is text, without its invisible characters'],
      'protections.e2e.ts': ['names that a program gives itself are text on every page'],
    },
  },
  {
    id: 'DC-06',
    attack: "choosing one's own `client_id`, secret or rank",
    defence: 'a new random identifier for each registration: `registration/registration.ts`',
    tests: {
      'internals.test.ts': ['normalises what clients register, and gives each its own identifier'],
      'behaviour/registration.test.ts': [
        'nobody chooses their own identity or rank',
        'a prototype cannot be polluted',
      ],
    },
  },
  {
    id: 'DC-07',
    attack:
      "reading, replacing or removing somebody else's registration: with another client's token, none, a secret, a session",
    defence:
      'a token of 256 bits for each client, looked for in the row that the address names, and one 401 for whatever is wrong; [showing it for another does not end it](docs/decisions/0125-clients-manage-themselves.md): `own-registrations.ts`',
    tests: {
      'own-registration-attacks.test.ts': [
        'nobody gets anything with %s: 401, and nothing changes',
        'nobody gets anything with a cookie',
        'nobody gets anything with the right token in the address',
        "a token that was shown for another client still is its own client's",
        'a client that does not exist and one that does are told alike',
        'a client that is disabled manages nothing, and does so again when it is enabled',
        'what the operator registered has no such address',
      ],
      'own-registrations.test.ts': [
        'one that is disabled cannot %s itself',
        'one that the operator registered is nobody’s, whatever its row holds',
      ],
    },
  },
  {
    id: 'DC-08',
    attack: 'another redirect or name once people have allowed the client',
    defence:
      'a replacement is judged as a registration, and a remembered consent [belongs to a redirect](docs/decisions/0064-consent-belongs-to-a-redirect.md): people are asked again',
    tests: {
      'behaviour/own-registration.test.ts': [
        'keeps what the client was allowed, and asks again before another redirect gets any of it',
        'is judged as a registration: %s is refused',
      ],
    },
  },
  {
    id: 'DC-09',
    attack: 'registrations without end, so that the database grows for as long as the server runs',
    defence:
      'limits for each address and in all, and what is not used [ends](docs/decisions/0124-registrations-end.md): `client-ends.ts`, `client-registration.ts`',
    tests: {
      'behaviour/limits.test.ts': [
        'is limited for each address',
        'is limited for everybody together',
      ],
      'room.test.ts': [
        'at each start leaves ten and those of the last hour, none older than thirty days, and others alone',
      ],
      'ending-clients.test.ts': [
        'ends those that were never used on the thirty-first day',
        'ends those that were not used for ninety days, and use renews',
      ],
    },
  },
  {
    id: 'DC-10',
    attack: 'a malformed, huge or deeply nested request',
    defence: 'a client error',
    tests: {
      'behaviour/registration.test.ts': [
        'of %s is refused as a client error, in JSON',
        'nested ten thousand deep does not bring the server down',
      ],
    },
  },
  {
    id: 'DC-11',
    attack: 'text that the database cannot hold: half a surrogate, a NUL, in values and names',
    defence: 'refused where it comes in: `json-fault.ts`, for registration and commands',
    tests: {
      'json-fault.test.ts': ['with %s is not'],
      'operator/operations.test.ts': ['input that cannot be stored is refused: %s'],
    },
  },
  {
    id: 'DC-12',
    attack: 'metadata nested until recursion ends',
    defence: 'ten levels, looked through without recursion: `json-fault.ts`',
    tests: {
      'json-fault.test.ts': ['with %s is not'],
    },
  },
  {
    id: 'DC-13',
    attack: '48 KB kept whole, thousands of members',
    defence: '16,384 characters and 500 values: `registration-request.ts`',
    tests: {
      'registration-request.test.ts': [
        '%s: it is refused as a whole',
        'and what is kept of the fullest is under sixteen thousand characters',
      ],
    },
  },
  {
    id: 'DC-14',
    attack: 'members of a wrong kind, which fail where they are made a text, or reach a prototype',
    defence:
      'known members alone are heard, each by its kind, before the library sees them: `members.ts`',
    tests: {
      'internals-clients.test.ts': [
        'asks for the identifier of a new client with the body read, and makes nothing of it before',
      ],
      'registration-request.test.ts': [
        'nothing of a body reaches the prototype of what is made of it',
      ],
      'hostile-bodies.test.ts': ['with a hostile %s'],
    },
  },
  {
    id: 'DC-15',
    attack: 'a protection that is asked for, cannot be had, and is silently left out',
    defence:
      '[refused by its name](docs/decisions/0070-what-is-not-used-is-left-out.md): `members.ts`',
    tests: {
      'registration-request.test.ts': ['is refused by its name: %j'],
      'internals-clients.test.ts': [
        'takes every contact that we keep, and refuses methods that nobody offers',
      ],
      'registration-members.test.ts': ['%s, which protects, is refused where it cannot be had: %j'],
    },
  },
  {
    id: 'DC-16',
    attack: 'an unusable redirect URI that rides in beside usable ones',
    defence: 'left out, and a page at use',
    tests: {
      'redirect-uris.test.ts': [
        'that are unusable are left out beside usable ones, and refused alone',
      ],
      'registration-members.test.ts': [
        'a redirect URI that is no target is left out, and the answer shows the others',
      ],
    },
  },
  {
    id: 'DC-17',
    attack: 'one network registers so much that nobody else can',
    defence:
      'it has a tenth of all unused registrations, ends its own oldest, and is refused alone: `client-registration.ts`',
    tests: {
      'client-registration.test.ts': [
        'of a network with a tenth of all ends its own oldest, whatever it is like',
        'of a network whose tenth is of the last hour is refused, and others are not',
      ],
      'room.test.ts': [
        'in masses within an hour is refused with 429, for that network alone, and told',
      ],
    },
  },
  {
    id: 'DC-18',
    attack:
      'many networks register, so that clients of strangers end, or one in use, or just signing in',
    defence:
      'the oldest of the largest network goes, none of the last hour, and none that its grants show to be in use: `client-registration.ts`',
    tests: {
      'client-registration.test.ts': [
        'at the cap ends the oldest of the largest network, and nobody else’s',
        'ends none that was used, whether its day was written or not',
        'ends one in which somebody is just signing in as little, and later with its grants and tokens',
      ],
      'room.test.ts': [
        'is possible throughout, whoever floods at once, and nobody’s registration of the last hour goes',
      ],
    },
  },
  {
    id: 'DC-19',
    attack: 'a copy of the database says from where somebody registered',
    defence: 'a keyed hash of the network is stored: `registrants.ts`',
    tests: {
      'registrants.test.ts': [
        'a name holds no address',
        'another network, a page of another origin and another key have other names',
      ],
      'room.test.ts': ['keeps nothing of the address but a name for its network'],
    },
  },
  {
    id: 'DC-20',
    attack: 'an initial access token that is used by many at once, more often than it may be',
    defence: 'a use is taken in the statement that stores the client: `initial-access-tokens.ts`',
    tests: {
      'own-registrations.test.ts': [
        'of many registrations at once, as many succeed as the initial access token has uses',
        'a use is taken only with a client that is stored',
      ],
      'registration-tokens.test.ts': [
        'of parallel registrations with one use left, one succeeds',
        'a registration that is refused for %s takes no use',
      ],
    },
  },
  {
    id: 'DC-21',
    attack:
      'registering where that needs a token: with none, one that was made up, has expired, was used up, removed, or is for something else',
    defence: '401 `invalid_token`, and failures are counted: `registration-token-adapters.ts`',
    tests: {
      'registration-tokens.test.ts': [
        'without one',
        'that was made up, or is another kind of token',
        'whose id is all that is known',
        'that was removed; clients that registered with it stay',
        'that has expired',
        'an initial access token manages no client',
        'whoever guesses is refused, as for any registration',
      ],
    },
  },
  {
    id: 'DC-22',
    attack:
      'a replacement that gives the client a rank, a scope, a secret of its choice or another identity',
    defence: 'the body is heard as that of a registration, and nothing else of it: `hearUpdate`',
    tests: {
      'behaviour/own-registration.test.ts': [
        'nobody gives themselves a rank, a scope or a resource',
        'is refused with %s (RFC 7592 §2.2), and changes nothing',
      ],
      'own-registrations.test.ts': [
        'a replacement changes the metadata and the secret, and nothing that the server knows',
      ],
    },
  },
  {
    id: 'DC-23',
    attack: 'a replacement that brings back a client that was removed in between',
    defence: 'it changes a row that is there, and makes none: `own-registrations.ts`',
    tests: {
      'own-registrations.test.ts': ['a replacement brings nothing back that is gone'],
      'own-registration-attacks.test.ts': [
        'a replacement and a removal at once leave either the client or none, never one back from the dead',
      ],
    },
  },
];
