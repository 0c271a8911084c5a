import type { Threat } from '../threat.ts';

export const mcpServer: readonly Threat[] = [
  {
    id: 'MC-01',
    attack:
      'a token of GitHub, Google or the authorization server that is for another app, client or resource',
    defence:
      'asked of whoever issued it, and compared exactly: `github/claims.ts`, `google/claims.ts`, `active-token.ts`; each token goes to one verifier, and to nobody it is not from: `any-of.ts`',
    tests: {
      'github/github.test.ts': [
        'does not count when it is for %s',
        'is not even sent when it is of another kind: %s',
      ],
      'google/google.test.ts': [
        'of another client is refused: %j',
        'is not the domain of the address, nor %j',
      ],
      'verifiers/google/id-token.test.ts': ['is refused unless that was said'],
      'introspection/introspection.test.ts': ['is refused when it is %s'],
      'introspection.requests.test.ts': [
        'is not done about a JWT of another issuer, which learns of no token of theirs',
      ],
      'any-of.test.ts': [
        'goes to the verifier of its issuer, and to no other, whatever that one says',
      ],
    },
    further: [
      {
        attack:
          "a token of a provider that says nothing about this server's scopes, or an ID token",
        defence: 'no scope is implied: `scope-granting.ts`; ID tokens only where that was said',
        tests: {
          'scope-granting.test.ts': ['are those that stand in it, unless the operator says more'],
          'mcp-modes.test.ts': ['an ID token of the emulated Google, where they are let in'],
        },
      },
    ],
  },
  {
    id: 'MC-03',
    attack:
      "confused deputy: a client of an attacker's at a proxy whose provider asks nobody twice",
    defence:
      'a page of our own each time, in the browser that began and by our own form: `proxy/authorization-flow.ts`',
    tests: {
      'proxy.test.ts': ['the person is asked'],
      'proxy.e2e.ts': [
        'a person who is signed in at the provider is still asked about a new program',
      ],
    },
    further: [
      {
        attack: 'a code or refresh token of one client of a proxy, used by another',
        defence:
          "it is its client's, and bound to its challenge, whatever the provider checks: `proxy/provider.ts`",
        tests: {
          'proxy.test.ts': [
            'counts once, for its client, its redirect URI and whoever has the verifier',
            'is its client’s alone, to use and to revoke',
            'is for this server and no other resource',
          ],
        },
      },
      {
        attack: 'a token that the provider of a proxy has issued to another app',
        defence: 'refused: `proxy.ts`',
        tests: {
          'proxy.test.ts': ['gets in only with tokens of this server’s own registration'],
        },
      },
    ],
  },
  {
    id: 'MC-04',
    attack: 'DNS rebinding, a foreign `Origin`',
    defence: '`Origin` and `Host` are checked: `origin.ts`, `mcp/src/http/app.ts`',
    tests: {
      'tests/browser.test.ts': ['the Origin check', 'the Host check'],
    },
  },
  {
    id: 'MC-05',
    attack: 'a cross-site post without preflight',
    defence: 'JSON alone: `http/content.ts`',
    tests: {
      'tests/browser.test.ts': ['cannot be tricked into a post without a preflight'],
    },
  },
  {
    id: 'MC-06',
    attack: 'the session of somebody else',
    defence: 'there are none: every request is by itself, and `Mcp-Session-Id` means nothing',
  },
  {
    id: 'MC-07',
    attack: 'session ids that are guessed, kept or piled up',
    defence: 'none is given',
  },
  {
    id: 'MC-08',
    attack: 'answers that reach another caller',
    defence: 'a server for each request: `mcp-server.ts`',
    tests: {
      'isolation.test.ts': ['100 clients with the same request id each get their own answer'],
    },
  },
  {
    id: 'MC-09',
    attack: 'a request without a token after a good one',
    defence: 'every request is checked',
    tests: {
      'tests/authorization.test.ts': [
        'is challenged after a good initialize, and on resuming a stream',
      ],
    },
  },
  {
    id: 'MC-10',
    attack: 'a stream that outlives its token',
    defence: 'it is ended: `expiry.ts`',
    tests: {
      'isolation.test.ts': ['a subscription ends when its token does'],
    },
  },
  {
    id: 'MC-11',
    attack: 'a challenge that tells too much',
    defence: 'where to get a token and what the metadata says it may ask for, and nothing else',
    tests: {
      'tests/authorization.test.ts': ['learns nothing but where to get one'],
    },
  },
  {
    id: 'MC-12',
    attack: 'a way round a scope: spelling, batch, headers',
    defence:
      'asked for by the SDK, and again in the handler: `register-tool.ts`; hiding a tool is no defence',
    tests: {
      'tests/authorization.test.ts': ['there is no way round a scope'],
      'mcp/mcp.test.ts': [
        'is refused with every one of them for want of one, and with what the token has',
        'is not run for nobody, nor is one that needs none',
        'a tool that needs scopes is guarded whatever way a call came',
        'a hidden tool still says what it needs',
      ],
    },
  },
  {
    id: 'MC-13',
    attack: 'identity headers of a gateway',
    defence: 'ignored',
    tests: {
      'tests/authorization.test.ts': ['by headers a gateway might have set'],
    },
  },
  {
    id: 'MC-14',
    attack: 'metadata that leads a client elsewhere',
    defence: 'made from the configuration alone',
  },
  {
    id: 'MC-15',
    attack: 'paths and templates that lead elsewhere',
    defence: 'one path, no resources, no templates',
  },
  {
    id: 'MC-17',
    attack: 'huge or deep JSON',
    defence: 'bounded',
    tests: {
      'tests/limits.test.ts': [
        'JSON 50,000 levels deep %s, in either era',
        'a compressed body, which could grow without bound',
      ],
    },
  },
  {
    id: 'MC-18',
    attack: 'proxy: a refresh that asks the provider for more than was granted',
    defence:
      '[what is asked and was granted](docs/decisions/0082-the-proxy-answers-like-the-authorization-server.md), nothing left is `invalid_scope`: `proxy/scopes.ts`',
    tests: {
      'proxy-refresh.test.ts': [
        'asks the provider for no more than was granted: %s',
        'is refused when nothing is left, without the provider, and the token goes on',
        'says what the provider gave, and asks for no more the next time',
      ],
    },
  },
  {
    id: 'MC-19',
    attack: 'proxy: a broken request, a failing provider or *Deny* as an open redirect',
    defence:
      'a page that names the host; only *Deny* goes to a program on this machine at once: `proxy/errors.ts`',
    tests: {
      'proxy-errors.test.ts': [
        'waits on a page: %s',
        'waits where the parameters cannot even be read',
        'waits when the provider fails: %s',
        'is not sent to a website: %s',
        'tells the program at once, by its code alone: %s, %s',
      ],
    },
  },
  {
    id: 'MC-20',
    attack:
      'proxy: names that turn, hide or never end, look-alike hosts, an Allow that was meant for something else, a sandboxed form',
    defence:
      "cleaned as the authorization server's pages do, the host in ASCII, no Allow within a second: `packages/display/`, `proxy/authorization-flow.ts`",
    tests: {
      'proxy-consent-page.test.ts': [
        'shows a name with %s as it may be shown',
        'says where the answer goes: %s',
        'takes no Allow from somebody who cannot have read it, and a Deny at once',
        'takes a form %s: %j',
      ],
    },
  },
  {
    id: 'MC-21',
    attack:
      'proxy: registrations that break, bloat, or lead to what a system handles itself; members that are another type or nested without end; bodies that end in a 5xx',
    defence:
      'what is used and usable is kept, nothing becomes text that is none: `proxy/registration.ts`, `json-depth.ts`, `system-schemes.ts`',
    tests: {
      'proxy-registration.test.ts': [
        'a registration is kept as far as it is used',
        'for the redirect URI %s alone',
        'no body ends in a 5xx',
      ],
      'proxy-registration-members.test.ts': [
        'whatever a member is, the answer is ours',
        'no registration goes on for ever, in %s as little as elsewhere',
      ],
      'proxy-errors.test.ts': ['is in words, and in none of its parser: %s %s'],
      'system-schemes.test.ts': ['%s is handled by the system or the browser'],
      'tests/limits.test.ts': ['lone surrogates in an argument'],
    },
  },
  {
    id: 'MC-22',
    attack:
      'proxy: limits that junk or pages of somebody else use up, a posted authorization request',
    defence:
      'what is not well formed is not counted, pages are counted apart, a post becomes the equal GET: `browser-requests.ts`',
    tests: {
      'proxy-registration.test.ts': [
        'is no registration that is not well formed',
        'of a page that tells %s is counted apart from programs',
      ],
      'proxy-authorization-endpoint.test.ts': [
        'is no image, no frame and nothing loaded ahead, and those are not counted',
        'sends a post on to the equal GET, from wherever it came',
      ],
    },
  },
  {
    id: 'MC-23',
    attack:
      "proxy: a code for who began and said yes in a browser of his own, with his cookie planted in another's; a page, or the way back, loaded before anybody sees it",
    defence:
      '[on loopback the user is asked again](docs/decisions/0085-the-proxy-asks-again-on-loopback.md), each page with a secret that its browser was given then: `ask-for-consent.ts`, `browser-cookie.ts`; what nobody sees takes no step: `is-seen.ts`',
    tests: {
      'proxy-planted-cookies.test.ts': [
        'no code leaves before the person there has been asked: %s',
        'an Allow that comes with the page counts for nothing, and a later one leads back',
      ],
      'browser-cookie.test.ts': [
        'is none that came in, and has a name of its own: %s',
        'a cookie can be planted at %s: %s',
      ],
      'proxy-authorization-endpoint.test.ts': ['nor is the way back taken by what nobody sees: %j'],
    },
  },
];
