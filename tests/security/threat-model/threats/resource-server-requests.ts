import type { Threat } from '../threat.ts';

/** Revoked tokens, hostile ones, proofs and headers: RS-21 on. */
export const resourceServerRequests: readonly Threat[] = [
  {
    id: 'RS-21',
    attack: 'a token that was revoked',
    defence: "its place in the issuer's status list, polled every 4 s: `status-checked.ts`",
    tests: {
      'status-checked.test.ts': [
        'is refused within four seconds of its revocation, with no fetch of its own',
        'is looked up again however often the verifier inside has accepted it',
      ],
      'status/freshness.test.ts': [
        'the last known one serves for five minutes, then the policy answers',
        'what is known to be revoked stays so under either policy',
      ],
    },
    further: [
      {
        attack: 'another spelling of a token that was accepted before',
        defence:
          'it is another token, and verified: kept is the SHA-256 of every character: `cached.ts`',
        tests: {
          'cached.test.ts': [
            'another spelling of a remembered token is another token, and refused',
            'two texts with the same bytes in UTF-8 are not one token',
          ],
        },
      },
    ],
  },
  {
    id: 'RS-22',
    attack: 'an endless token',
    defence: '8,192 characters, before decoding; 64 levels of JSON',
    tests: {
      'compact.test.ts': [
        'refuses a long token before decoding any of it',
        'takes time in proportion to the length, whatever is in it',
      ],
      'tokens.fuzz.test.ts': [
        'no exception, no 500, and none let in or kept out wrongly',
        'through a real server: the same answers, whatever bytes come',
      ],
    },
  },
  {
    id: 'RS-23',
    attack: '`crit`, `b64`, `zip`, encryption',
    defence: 'refused: `header.ts`',
    tests: {
      'jwt.signature.test.ts': ['crit', 'zip'],
    },
  },
  {
    id: 'RS-24',
    attack: 'a signed payload that is no object, or not UTF-8',
    defence: 'refused before anything in it is read: `compact.ts`',
  },
  {
    id: 'RS-25',
    attack: 'altered claims, a signature of another key',
    defence: 'signature',
    tests: {
      'jwt.signature.test.ts': ['must cover the claims', 'must be by the key of this kid'],
    },
    further: [
      {
        attack: 'a status list that is forged, old or of somebody else',
        defence: '`list-token.ts`, `tracked-list.ts`',
        tests: {
          'list-token.test.ts': [
            'does not say %j',
            'is signed by the issuer',
            'is not an access token of the issuer, whatever that says',
          ],
          'status/freshness.test.ts': [
            'older than the one in hand is not taken, so nothing comes back to life',
          ],
        },
      },
    ],
  },
  {
    id: 'RS-26',
    attack: 'a token that is bound to a key, without its proof',
    defence: 'refused unless a wrapper checks the proof: `confirmation.ts`, `dpop/dpop.ts`',
    tests: {
      'confirmation.test.ts': ['is refused where nobody checks it: %j'],
      'jwt.binding.test.ts': ['is refused as plain bearer, whatever else is right, and at no cost'],
      'dpop/dpop.test.ts': [
        'is refused as plain bearer, with or without a proof',
        'is refused as plain bearer even where the verifier inside has accepted it before',
      ],
      'proof.test.ts': ['has to be there, and alone'],
    },
    further: [
      {
        attack: 'a proof of another request, token, key or time',
        defence:
          'every part compared, `htu` with the public URL: `proof-claims.ts`, `request-url.ts`',
        tests: {
          'dpop/dpop.test.ts': ['is refused with a proof of another key'],
          'proof.test.ts': [
            'is not for the method %j',
            'is not for the URL %j',
            'is for this access token',
            'is made within 60 seconds of now, either way',
          ],
          'request-url.test.ts': ['URLs that are not the same'],
          'express/dpop.test.ts': [
            'the URL of a proof is compared with the public one, whatever Host or a proxy says',
          ],
        },
      },
      {
        attack:
          'a proof that is forged: `none`, a secret, a private or costly key, another signature',
        defence: '`proof.ts`',
        tests: {
          'proof.test.ts': [
            'is not signed with the algorithm %j',
            'does not give its private key away',
            'does not name an RSA key that is %s',
            'is signed by the key it names',
          ],
          'dpop.fuzz.test.ts': [
            'a good proof with any character changed, added or left out is refused',
          ],
        },
      },
      {
        attack: 'a proof that is used again, also at the same time and at another instance',
        defence: '`replay-store.ts`, `nonces.ts`',
        tests: {
          'replay.test.ts': [
            'is accepted exactly once of fifty at the same time, across instances with one store',
            'is refused as long as it would be good otherwise',
            'turns away what it has no room for, and forgets nothing early',
            'lets nobody in when it answers anything but true',
          ],
          'nonces.test.ts': ['accepts a nonce for its lifetime and as long again'],
        },
      },
    ],
  },
  {
    id: 'RS-27',
    attack: 'two headers, a token in the URL, junk',
    defence: '400 or 401, never a crash: `credentials.ts`',
    tests: {
      'protect.test.ts': [
        'refuses two Authorization headers',
        'refuses a token in the query, even a good one',
        'never fails for what is in the header: %j',
      ],
      'same-answers.test.ts': [
        'answers alike to a token such as: %s',
        'refuses a token in the URL, without reading it',
      ],
    },
  },
  {
    id: 'RS-28',
    attack:
      'a token remembered after its end, after its key, for another token, or changed by a request',
    defence:
      'never beyond `expiresAt` or `maxAge`, nor after the clock was set back; nothing in it can be changed; a binding counts for the request that proved it: `cached.ts`, `caching/`',
    tests: {
      'cached.test.ts': [
        'is not remembered beyond its end',
        'a token outlives its key by maxAge at most',
        'never answers for another',
        'cannot be changed by a request for the next one',
        'is refused as plain bearer even after it was accepted with a proof',
        'inside it are refused at start: %s',
      ],
      'recent.test.ts': ['a clock that is set back gives no entry more time'],
    },
  },
  {
    id: 'RS-29',
    attack: 'a verifier that breaks, a limit that is no number',
    defence:
      "nobody gets in; it does not start: `jwt/expectations.ts`. A function of one's own that throws, or returns what is not complete: 503, and its words stay inside: `custom/failure.ts`, `custom/verdict.ts`",
    tests: {
      'jwt.options.test.ts': ['are refused: %s'],
      'protect.test.ts': ['lets nobody in when the verifier breaks'],
      'fetch.test.ts': ['nobody gets in when the verifier breaks'],
      'bearer-auth.test.ts': ['is 401, never 500, for a token that is %s'],
      'custom.test.ts': [
        'is else 503, reported, and not for the outside: %s',
        'that is not complete lets nobody in, and is reported: %s',
      ],
      'introspection/introspection.test.ts': ['with active as %j neither lets in nor refuses'],
    },
  },
  {
    id: 'RS-30',
    attack:
      "a challenge that makes a client lose scopes, go in circles, or ask for what is not the resource's",
    defence:
      "the 401 names all that is needed here, the 403 what the token has and what is needed, of the resource's scopes alone: [decision 80](docs/decisions/0080-challenges-name-all.md)",
    tests: {
      'challenge.test.ts': ['names what the token has besides: %s'],
      'same-answers.test.ts': ['one with another scope, which is not to be lost'],
      'mcp/mcp.test.ts': [
        'is refused with every one of them for want of one, and with what the token has',
      ],
      'scopes.e2e.ts': [
        'a program that asks for exactly what a challenge names loses nothing, and does not go in circles',
      ],
    },
  },
  {
    id: 'RS-31',
    attack:
      'the repeated metadata as an open fetcher, a poisoned cache or a way to wear the issuer out',
    defence:
      "one address from the configuration, no redirect, the issuer's name in it, bounds and one fetch at a time: `kept-document.ts`",
    tests: {
      'server-metadata.test.ts': [
        'costs the issuer one request, whatever is in those that cause it',
      ],
      'kept-document.test.ts': [
        'nothing is served that %s',
        'an answer of %i is no document',
        'is asked for once at a time and once a second, whoever wants it',
      ],
    },
  },
];
