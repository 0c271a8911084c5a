import type { Threat } from '../threat.ts';

export const redirectUris: readonly Threat[] = [
  {
    id: 'RU-01',
    attack: 'another host, path, query, case, userinfo, encoding',
    defence: 'exact comparison; a page, no redirect',
    tests: {
      'redirect-uri.test.ts': ['is not answered at %j: the person sees a page'],
      'internals.test.ts': ['lets the port of a loopback redirect vary, and nothing else'],
    },
  },
  {
    id: 'RU-02',
    attack: 'a trailing slash',
    defence: 'exact comparison',
  },
  {
    id: 'RU-03',
    attack: 'another case',
    defence: 'exact comparison',
  },
  {
    id: 'RU-04',
    attack: 'a query that was not registered',
    defence: 'exact comparison',
  },
  {
    id: 'RU-05',
    attack: 'dot segments',
    defence: 'exact comparison, before any parser',
  },
  {
    id: 'RU-06',
    attack: 'userinfo, to hide the host',
    defence: 'exact comparison',
  },
  {
    id: 'RU-07',
    attack: 'a host that only begins like the registered one',
    defence: 'exact comparison',
  },
  {
    id: 'RU-08',
    attack: 'backslashes, escapes, homoglyphs',
    defence: 'exact comparison',
  },
  {
    id: 'RU-09',
    attack: 'a loopback redirect on another host, path or scheme',
    defence:
      '[only the port may vary](docs/decisions/0071-one-rule-for-redirect-uris.md), of http and https alike (RFC 8252 §7.3): `registration/redirect-uris.ts`',
    tests: {
      'redirect-uris.test.ts': ['%j is not meant by %j'],
      'redirect-uri.test.ts': [
        'registered %s is answered at %s: the port may vary',
        'is not answered at %s: nothing but the port may',
      ],
    },
  },
  {
    id: 'RU-10',
    attack: 'no `redirect_uri`',
    defence: 'it has to be named: `factory.ts`',
    tests: {
      'redirect-uri.test.ts': ['has to name it'],
    },
  },
  {
    id: 'RU-11',
    attack: '`javascript:`, `data:` and the like',
    defence:
      'left out beside usable ones, refused where there is no other, and again whenever a client is loaded: `registration/redirect-uris.ts`',
    tests: {
      'redirect-uris.test.ts': ['%s is refused: %s'],
      'hand-off-page.test.ts': ['javascript:alert(1)'],
    },
  },
  {
    id: 'RU-12',
    attack:
      '`/auth` as an open redirect: a client that registered itself, and a broken request or, for a web site, *Deny*',
    defence:
      "[a page that names the host](docs/decisions/0032-errors-are-held.md): `error-responses.ts`; a program on the user's device [is told of a no at once](docs/decisions/0065-a-no-is-told-to-programs.md), and nothing else: `known-client.ts`",
    tests: {
      'error-responses.test.ts': [
        'to a client that registered itself is a page, with the error in its link',
        'does not go straight because somebody agreed in another browser, or to another client',
      ],
      'authorization-refusals.test.ts': [
        'names the host that nobody vouches for, and sends nobody there by itself',
        'comes after a no, too, and then is no error',
      ],
      'consent/declined.test.ts': [
        'is told at once at %s, and nothing else is',
        'waits on a page where a web site that nobody agreed to would learn of it',
      ],
      'behaviour/declined.test.ts': [
        'leads to %s at once, and says so',
        'leads to a page that asks, where nobody vouches for a web site',
      ],
    },
  },
  {
    id: 'RU-13',
    attack:
      'another `redirect_uri` at the token endpoint, or none to have a code without its verifier',
    defence:
      'refused; none is [enough](docs/decisions/0089-the-exchange-need-not-name-its-redirect.md) beside the verifier: `token/grants/authorization-code.ts`',
    tests: {
      'redirect-uri.test.ts': [
        'the exchange may not name another redirect URI than the request',
        'the exchange need not name the redirect URI, where a verifier protects the code',
      ],
    },
  },
  {
    id: 'RU-14',
    attack: 'a redirect URI that brings its own `code` or `state`',
    defence: 'ours win',
    tests: {
      'redirect-uri.test.ts': [
        'the response keeps what the redirect URI had, and wins where it is about itself',
      ],
    },
  },
  {
    id: 'RU-15',
    attack: 'a code in a referrer or a cache',
    defence: 'no page carries a code; `no-referrer`, `no-store`: `headers.ts`',
    tests: {
      'headers.test.ts': ['a page is never stored, rewritten, framed, sniffed or named to others'],
      'page-headers.test.ts': ['the hand-off to the client, which holds no code'],
    },
  },
  {
    id: 'RU-16',
    attack: 'errors for another redirect of a client that the user has agreed to',
    defence:
      '[the redirect of this request](docs/decisions/0064-consent-belongs-to-a-redirect.md) has to be one that they agreed to: `known-client.ts`, `decided-redirect.ts`',
    tests: {
      'decided-redirect.test.ts': [
        'vouches for its own redirect alone, where an error is to be sent',
        'made at %s lets errors go there, and nowhere else',
      ],
      'consent-redirects.e2e.ts': [
        'a consent for one web site of a client is not silent for its other one, and lets no error go there',
      ],
      'public-https.test.ts': [
        'is not silent for another redirect of the client, and vouches for no errors there',
      ],
    },
  },
  {
    id: 'RU-17',
    attack: 'an error that looks like a user who pressed *Deny*, when nobody did',
    defence: 'a no is what our own forms have stored with the interaction: `consent/declined.ts`',
    tests: {
      'consent/declined.test.ts': [
        'cannot be sent in by a request, whatever it says about itself',
        'is not what the library makes of a consent without a scope',
        'is no other error: what nobody pressed is held for a program, too',
      ],
    },
  },
  {
    id: 'RU-18',
    attack:
      '`search-ms:`, `ms-msdt:`, `tel:` and the like: a redirect or a link of ours that opens a program of the system or the browser',
    defence:
      '[no redirect targets](docs/decisions/0072-schemes-that-are-no-apps.md), at registration, load and use, nor links of a page: `system-schemes.ts`',
    tests: {
      'redirect-uris.test.ts': ['%s: is no redirect target'],
      'client-metadata.test.ts': [
        'loses what later rules call unusable, and so a client that is stored goes on',
      ],
      'held-error-page.test.ts': [
        'a hostile name is text, and no address that runs something is a link',
      ],
    },
  },
  {
    id: 'RU-19',
    attack:
      'https on loopback, taken for http, for another host of this computer, or for a site that only its owner controls',
    defence:
      'loopback like any other, in [whatever spelling](docs/decisions/0083-this-server-is-no-client.md): asked each time, matched with its own scheme and host, by one rule everywhere: `internals.ts`, `hosts.ts`',
    tests: {
      'hosts.test.ts': ['is %s, which gets no liberties for that'],
      'internals-clients.test.ts': [
        'leaves redirect URIs to our rule: https on loopback, beside http and a private scheme',
        'exchanges a code for an https loopback redirect at the very one of the request alone',
      ],
    },
  },
  {
    id: 'RU-20',
    attack:
      "a redirect URI at the server itself, so that an answer, a link on an error page or a *Deny* becomes a request of the server's own; a program's port that is the server's",
    defence:
      '[never](docs/decisions/0083-this-server-is-no-client.md), in any spelling, at registration, load and use: `hosts.ts`, `registration/redirect-uris.ts`',
    tests: {
      'redirect-uris.test.ts': [
        '%s is no client of its own, at %s',
        'on loopback have any port but that of this server',
      ],
      'internals-clients.test.ts': ['is never led back to itself, whatever is registered'],
    },
  },
];
