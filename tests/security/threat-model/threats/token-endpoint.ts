import type { Threat } from '../threat.ts';

export const tokenEndpoint: readonly Threat[] = [
  {
    id: 'TE-01',
    attack: 'guessing which clients there are',
    defence: 'one answer for a wrong secret and an unknown client',
    tests: {
      'token-endpoint.test.ts': [
        'with %s is refused with 401 invalid_client, and the code still works',
        'answers a wrong secret and an unknown client alike',
      ],
    },
  },
  {
    id: 'TE-02',
    attack: 'two ways of proving who one is, or two clients',
    defence: 'refused',
    tests: {
      'token-endpoint.test.ts': [
        'that proves itself in two ways at once is refused',
        'that names two clients is refused',
      ],
    },
  },
  {
    id: 'TE-03',
    attack: 'a malformed `Authorization`',
    defence: '`invalid_request`; read as RFC 6749 §2.3.1 says',
    tests: {
      'token-endpoint.test.ts': [
        'Basic with %s is a client error',
        'Basic is form-decoded before it is compared (RFC 6749 §2.3.1)',
      ],
    },
  },
  {
    id: 'TE-04',
    attack: 'a secret sent in another way than registered',
    defence:
      '[either way is taken](docs/decisions/0033-either-way-of-sending-a-secret.md); a client without one cannot present one',
    tests: {
      'token-endpoint.test.ts': [
        'who registered %s may prove itself %s, too',
        'who registered without a secret has none to show',
        'that says nothing but its id is refused',
      ],
    },
  },
  {
    id: 'TE-05',
    attack: 'an assertion (`private_key_jwt`) that nobody signed, of a client with a secret',
    defence: 'refused like a wrong secret: `client-assertions.ts`',
  },
  {
    id: 'TE-06',
    attack:
      'a grant type that is off, or that the client did not register; client credentials for a client that registered itself',
    defence:
      '`unsupported_grant_type`, `unauthorized_client`: `unregistered-grant-type.ts`, `grants/client-credentials.ts`; what the operator allows is no JSON that a client could send: `operator-terms.ts`',
    tests: {
      'grants/client-credentials.test.ts': [
        'is refused to a client that registered itself, whatever it registers',
        'is refused to a public client, and to one without the grant type',
      ],
      'token-endpoint.test.ts': ['for a refresh by a client that did not register that is refused'],
    },
  },
  {
    id: 'TE-07',
    attack: 'repeated parameters, other content types and methods, a huge body',
    defence: 'a client error',
    tests: {
      'token-endpoint.test.ts': [
        'with %s twice is refused, and the code still works',
        'of %s is a client error in JSON',
        'by %s is not served',
      ],
    },
  },
  {
    id: 'TE-08',
    attack: 'a body without end',
    defence: '56 KiB, and the connection goes on: the library',
  },
  {
    id: 'TE-09',
    attack: "a client whose `sub` is a user's",
    defence:
      '[`client:` and the id](docs/decisions/0048-tokens-without-a-person.md): `client-subject.ts`',
    tests: {
      'grants/client-credentials.test.ts': [
        'names the client as nobody’s person can be named, and no grant',
      ],
    },
  },
  {
    id: 'TE-10',
    attack: 'a grant type that forgets what a client is limited to',
    defence:
      'resources and scopes are judged at one place for all: `resource-servers.ts`; on its own a client has only resources that the operator named',
    tests: {
      'grants/client-credentials.test.ts': [
        'has the same bounds as the tokens that people give the client',
        'has the scopes that were asked for and allowed, and the answer names them',
        'is refused for %s',
        'is refused to a client that was given no resource',
      ],
    },
  },
  {
    id: 'TE-11',
    attack: 'reading a secret from the clock',
    defence:
      'compared in constant time: the library. The figures are printed; an unknown client is told a little sooner, and its id is no secret',
  },
  {
    id: 'TE-12',
    attack:
      'guessing client secrets, codes or refresh tokens; locking a client out by guessing in its name',
    defence:
      'failures are counted for client and address, by all replicas together; then 429 with `Retry-After`, there alone: `attempts.ts`, `http/limits/`',
    tests: {
      'behaviour/limits.test.ts': [
        'cannot be guessed: who fails is refused, even with the right one, and told when to come back',
        'is served at another address, while somebody guesses in its name',
        'cannot be guessed at the %s endpoint instead',
        'refresh tokens and codes cannot be guessed on and on',
        'is protected by all replicas together',
        'is protected across a restart',
      ],
      'limit.test.ts': [
        'without the database a process counts by itself, and no request fails for it',
      ],
    },
  },
  {
    id: 'TE-13',
    attack: 'a foreign page that posts a code',
    defence:
      '[served like any other machine](docs/decisions/0075-unknown-origins-are-served.md), and the browser keeps the answer from it; a code wants its verifier: `provider/cors.ts`',
    tests: {
      'cors.test.ts': ['the origin %s is served, and no browser lets its page read the answer'],
    },
  },
  {
    id: 'TE-14',
    attack:
      'an assertion that is replayed, forged, good for ever, or was obtained for another server; a secret in its place',
    defence:
      'once, by the database: `replay-adapter.ts`; for the issuer alone and an hour at most: `client-assertions.ts`; who is refused is told why, and of clients no more than whether a key fits: `assertion-refusals.ts`; keys are registered, or fetched as `documents/client-keys.ts` says: `registration/client-keys.ts`',
    tests: {
      'client-assertions.test.ts': [
        'is issued once for each assertion, however many send it at once',
        'is refused for an assertion that is foreign, late, long-lived or addressed elsewhere',
        'is not issued for a secret instead',
        'an unknown client, and one with a secret, are told what a wrong key is told',
      ],
      'cli-clients.test.ts': ['takes public keys, and refuses private ones'],
    },
  },
  {
    id: 'TE-15',
    attack: 'introspection by somebody who fishes for tokens, or by the server of another resource',
    defence:
      '`{"active": false}` and no reason; public clients are refused: `issued-tokens/introspection.ts`',
    tests: {
      'issued-tokens/introspection.test.ts': [
        'tells nobody else anything',
        'of a refresh token is not for a resource server',
        'is refused to who cannot prove who they are',
        'that is unknown, altered, or no token at all',
      ],
    },
  },
  {
    id: 'TE-16',
    attack: 'a token that introspection calls active after what it rests on has gone',
    defence:
      'grant, user, admission, client, consent and resource are asked each time: `standing.ts`',
    tests: {
      'issued-tokens/introspection.test.ts': [
        'that was revoked',
        '%s',
        'whose consent was withdrawn',
        'reports no scope that the person took back since',
        'of a refresh token goes by the lifetimes of today',
        'says inactive once the client is disabled, removed, or may not have it any more',
      ],
    },
  },
  {
    id: 'TE-17',
    attack: 'bodies and queries that are no text, mislabelled, endless, or full of fields',
    defence:
      "a client error in the standard's words, or success without what was unusable; no error in the log",
    tests: {
      'hostile-bodies.test.ts': [
        'to %s, for the grant %s, with a hostile %s',
        'to %s, hostile as a whole',
        'with an assertion whose %s is hostile',
        'to %s, with hostile credentials in the header',
        'none of all this is an error in the log',
      ],
      'hostile-requests.test.ts': [
        'to /auth, with a hostile %s',
        'to the callbacks, with a hostile %s',
        'to the form %s',
      ],
    },
  },
  {
    id: 'TE-18',
    attack:
      "a page whose visitors' browsers fail at the endpoints for tokens, so that their programs are refused",
    defence:
      'what says that a foreign page made it [is counted apart](docs/decisions/0076-pages-are-counted-apart.md), whatever is wrong with it: `foreign-page.ts`, `attempts.ts`',
    tests: {
      'limits-of-pages.test.ts': [
        '%s uses up attempts of its own, not those of programs at the same address',
        'what a page sends to %s is counted, whatever is wrong with it, and then refused',
        'all pages together are limited at the token endpoint, and then programs are still served',
        'a program registers, and somebody signs in, while a page floods from their own machine',
      ],
    },
  },
  {
    id: 'TE-19',
    attack: 'the same at `/reg`; registrations that register nothing, to use up those of others',
    defence:
      'counted when a client is about to be stored, those of pages apart: `provider/limits/registrations.ts`, `http/limits/registrations.ts`',
    tests: {
      'limits-of-pages.test.ts': [
        'what is not well formed uses up no registrations, and ends by itself',
        '%s uses up registrations of its own, not those of programs at the same address',
        'the posts that a page needs no leave for are junk, and held against pages alone',
        'all pages together are limited, and then programs still register',
      ],
    },
  },
  {
    id: 'TE-20',
    attack:
      'a page that loads `/auth` as image, frame or script, or ahead of time, a thousand times',
    defence:
      'steps of the sign-in are for windows; all else is 400, writes nothing and is not counted: `navigation-only.ts`',
    tests: {
      'authorization-refusals.test.ts': [
        'what is loaded as %j begins nothing, and takes no step',
        'a window begins an authorization request, also one that does not say what it is',
      ],
      'limits-of-pages.test.ts': [
        'what a page loads, or sends its visitors to, is not held against their programs',
      ],
    },
  },
];
