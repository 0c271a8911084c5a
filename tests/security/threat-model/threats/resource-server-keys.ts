import type { Threat } from '../threat.ts';

/** Keys, and whoever is asked about tokens: RS-14 to RS-20. */
export const resourceServerKeys: readonly Threat[] = [
  {
    id: 'RS-14',
    attack: 'a key that the token brings along',
    defence: 'ignored, nothing is fetched for it',
    tests: {
      'jwt.signature.test.ts': [
        'never uses a key the token brings along, and fetches nothing for it',
      ],
    },
    further: [
      {
        attack: 'a token that makes us fetch something (SSRF), or a list that fills the memory',
        defence:
          "the issuer's origin alone, no redirects; caps before and after decompression: `tracked-lists.ts`, `fetch-list.ts`, `inflate.ts`",
        tests: {
          'reference.test.ts': ['has nothing fetched that is not the issuer’s: %s'],
          'status-checked.test.ts': [
            'has nothing fetched for it when it is not to be accepted anyway',
          ],
          'status/freshness.test.ts': ['because of %s, the last known one serves'],
          'list-token.test.ts': ['that unfolds into 64 MiB is given up after the first'],
        },
      },
    ],
  },
  {
    id: 'RS-15',
    attack: 'hostile key ids',
    defence: 'looked up, never built into anything; required',
    tests: {
      'jwt.signature.test.ts': ['refuses a kid the issuer does not have: %s'],
    },
  },
  {
    id: 'RS-16',
    attack: 'a flood of unknown key ids',
    defence: 'one fetch in 30 s: `key-source.ts`',
    tests: {
      'key-source.test.ts': [
        '200 unknown keys, in parallel or one after another, cost one fetch in 30 seconds',
      ],
    },
    further: [
      {
        attack: 'a request that asks the issuer and goes away, so that all who wait for it hang',
        defence:
          '[nobody waits for another request for longer than a second](docs/decisions/0110-nobody-waits-for-a-request-that-is-gone.md), and one in a second begins anew: `shared-work.ts`',
        tests: {
          'shared-work.test.ts': [
            'is taken over by one of those who wait, a second after it began',
            'costs one beginning a second, however many come and go',
          ],
          'key-source.test.ts': [
            'a new key is found all the same, and an unknown one costs one fetch in a second',
          ],
        },
      },
      {
        attack: 'metadata that names keys by http, on a network where somebody listens',
        defence:
          '[only the very address in the options](docs/decisions/0111-keys-by-http-are-named-by-the-operator.md) may be http beyond loopback, and only on a private host: `configured-keys.ts`',
        tests: {
          'jwt.keys-over-http.test.ts': [
            'are fetched from the very address in the options, and from no other',
            'are never fetched because metadata names them',
            'are not followed to where they redirect',
          ],
        },
      },
    ],
  },
  {
    id: 'RS-17',
    attack: 'an issuer that is down',
    defence:
      "the last keys serve for one hour; without any, 503. Whoever is asked about tokens (introspection, GitHub, Google) and does not answer, or refuses this server's own credentials: 503, and attempts keep a distance: `remote-server.ts`",
    tests: {
      'key-source.test.ts': [
        'the last keys serve for one hour more, and no longer',
        'attempts keep a distance from each other',
      ],
      'issuer-down.test.ts': [
        'while the issuer is down the server runs and asks for patience, then goes on',
      ],
      'remote-server.test.ts': [
        'attempts keep a distance that grows to 0.8 seconds, and nobody waits in between',
        'it is asked again within a second of being back',
      ],
      'introspection/introspection.test.ts': ['of %i is 503, and nothing is sent elsewhere'],
      'github/github.test.ts': ['answering %i is no reason to sign in again: 503'],
      'google/google.test.ts': ['is neither accepted nor refused when Google answers %i'],
    },
  },
  {
    id: 'RS-18',
    attack: 'an issuer that is away for longer',
    defence: 'the last keys serve for an hour: `key-source.ts`',
  },
  {
    id: 'RS-19',
    attack: 'a key document that is huge, endless, redirected or broken',
    defence: '`fetch-json.ts`, `key-set.ts`',
    tests: {
      'fetch-json.test.ts': [
        'follows no redirect',
        'stops reading a body that is too long',
        'gives up on a body that never ends',
      ],
      'key-set.test.ts': ['passes over a key %s without losing the others'],
      'remote-server.test.ts': [
        'is no more than 64 KiB, however slowly it comes',
        'is waited for no longer than was said',
        'is never %s',
      ],
    },
  },
  {
    id: 'RS-20',
    attack: 'a token spelt in more than one way',
    defence: 'canonical form alone: `compact.ts`',
    tests: {
      'jwt.signature.test.ts': ['a token that was tampered with in transport'],
      'compact.test.ts': ['knows one spelling of a signature only'],
    },
  },
];
