import type { Threat } from '../threat.ts';

export const authorizationEndpoint: readonly Threat[] = [
  {
    id: 'AZ-01',
    attack: 'a client that is unknown, deleted or disabled',
    defence: 'a page, never a redirect: `provider-error.ts`',
    tests: {
      'authorization-refusals.test.ts': ['%s gets a page that says so, and no redirect'],
      'provider/token/unit.test.ts': [
        'finds nothing of a disabled person, client, or of another client id',
      ],
    },
  },
  {
    id: 'AZ-02',
    attack: 'repeated parameters',
    defence: 'refused: the library; `authorization/normalized-request.ts` leaves them alone',
    tests: {
      'authorization-refusals.test.ts': ['a repeated parameter'],
    },
  },
  {
    id: 'AZ-03',
    attack: 'tokens in the front channel, other response types',
    defence: '`code` alone: `factory.ts`',
    tests: {
      'authorization-refusals.test.ts': ['response_type token', 'response_type code token'],
      'internals.test.ts': ['knows the code response alone, and no page that posts itself'],
    },
  },
  {
    id: 'AZ-04',
    attack: 'a response mode that leaks or runs script',
    defence: '`query` and `fragment` alone: `internals.ts`',
    tests: {
      'authorization-refusals.test.ts': ['response_mode %s is not served'],
    },
  },
  {
    id: 'AZ-05',
    attack: 'a request object, or one to be fetched',
    defence: 'off: `factory.ts`',
    tests: {
      'authorization-refusals.test.ts': ['a request object', 'a request_uri'],
    },
  },
  {
    id: 'AZ-07',
    attack: '`prompt=none` to get past login or consent',
    defence: "the library's prompts: `interaction-policy.ts`",
    tests: {
      'authorization-refusals.test.ts': [
        'of nobody is login_required',
        'of somebody who is signed in, and did not agree yet, is consent_required',
      ],
    },
  },
  {
    id: 'AZ-08',
    attack: '`prompt=login` or `max_age=0` got round by resuming the request',
    defence: 'a resumed request asks again: `authorization/normalized-request.ts`',
    tests: {
      'reauthentication.test.ts': [
        'is not got round by resuming, however often',
        'tells when that was',
      ],
    },
  },
  {
    id: 'AZ-09',
    attack: 'other methods; `HEAD`, to take a step without being seen',
    defence: '`GET`, and `POST` as a redirect to it: `no-head.ts`, `authorization-form.ts`',
    tests: {
      'authorization-refusals.test.ts': [
        '%s is no authorization request',
        'HEAD is no step: it begins nothing and sets nothing',
      ],
      'authorization-form.test.ts': [
        'an authorization request that is posted becomes the one that says the same',
        '%s is refused on a page',
      ],
    },
  },
  {
    id: 'AZ-10',
    attack: 'very long or hostile `state` and `login_hint`',
    defence: 'echoed encoded, or refused',
    tests: {
      'authorization-refusals.test.ts': ['%s does no harm'],
    },
  },
  {
    id: 'AZ-11',
    attack: 'scopes of another resource, or of nobody',
    defence: 'dropped: `authorization/normalized-request.ts`',
    tests: {
      'behaviour/authorization-request.test.ts': [
        'scopes that nobody knows, or that belong to another resource, are dropped',
      ],
    },
  },
  {
    id: 'AZ-12',
    attack: 'a resource that is not ours, or two',
    defence: '`invalid_target`: `resource-servers.ts`',
    tests: {
      'internals.test.ts': ['refuses resources that are not ours, fragments and more than one'],
      'authorization-refusals.test.ts': ['two resources in one request are refused'],
    },
  },
  {
    id: 'AZ-13',
    attack: 'a forged or foreign `id_token_hint`, a `claims` parameter',
    defence: 'the hint has to be ours and the client’s; it signs nobody in; `claims` is off',
    tests: {
      'reauthentication.test.ts': [
        '%s is refused',
        'that was issued to another client is refused',
        'signs nobody in',
        'a claims parameter, which is not served, changes nothing',
      ],
    },
  },
  {
    id: 'AZ-14',
    attack: 'a redirect that repeats a form elsewhere (307)',
    defence: '302 and 303 alone',
    tests: {
      'page-headers.test.ts': ['no redirect keeps method and body'],
    },
  },
  {
    id: 'AZ-15',
    attack: 'mix-up of authorization servers',
    defence: '`iss` in every response (RFC 9207)',
    tests: {
      'internals.test.ts': ['sends iss with success and with errors (RFC 9207)'],
    },
  },
  {
    id: 'AZ-16',
    attack:
      'silent authorisation of a client that only claims a name, or that a web page starts, ours among them',
    defence:
      "remembered for https redirects and [`Sec-Fetch-Site: none`](docs/decisions/0083-this-server-is-no-client.md) alone: `remembered.ts`; the operator's own sites are excepted, with `--silent` (AZ-19)",
    tests: {
      'remembered.test.ts': [
        'shows the page where Sec-Fetch-Site is %s',
        'never answers for %s, which any program could receive',
        'does not answer for a scope or a resource that was not decided on',
      ],
      'own-sites.test.ts': [
        'without either shows the page each time that a page of its leads here',
      ],
    },
  },
  {
    id: 'AZ-17',
    attack: 'a request of another browser; two tabs that mix',
    defence: 'cookie and address have to agree: `interaction/steps.ts`',
    tests: {
      'detours.e2e.ts': [
        'a link to somebody else’s request ends on a page that explains it',
        'two tabs sign in at once, each for its own program',
      ],
    },
  },
  {
    id: 'AZ-18',
    attack: 'somebody else signs in between login and consent',
    defence: 'the session forgets who was there: `interaction/switching-user.ts`',
    tests: {
      'protections.e2e.ts': ['what was shown to one person is not allowed in the name of the next'],
    },
  },
  {
    id: 'AZ-19',
    attack:
      'a foreign page that makes use of a silent client (`clients add --silent`): in a frame, with a script, for more than was allowed, by way of a program that can pass for it',
    defence:
      'a navigation of a whole window alone, where the browser says so; a secret or key, and https redirects alone: `own-site.ts`, `liberties.ts`',
    tests: {
      'own-site.test.ts': [
        'is not answered to %s',
        'is not answered for more than was allowed, on loopback, or where it asks for the page',
        'that registered itself shows the page, whatever its row says',
      ],
      'liberties.test.ts': ['%s is for sites that can prove who they are'],
    },
  },
  {
    id: 'AZ-20',
    attack:
      'a trusted client (`clients add --trusted`) that takes what the operator did not give, or what the user took back',
    defence:
      'who somebody is, and resources that were named for it; what was refused or taken back is asked about; nothing is written before signing in: `own-site.ts`, `entrusted-consents.ts`',
    tests: {
      'own-site.test.ts': [
        'is asked about at a resource that the operator did not name for it',
        'is asked about a scope that the person refused, and after all was taken back',
        'waits for who is signed out, or has to sign in again, and writes nothing before',
        'gets tokens that end when the decision is taken back, and is asked about from then on',
      ],
      'own-sites.test.ts': ['with --trusted never asks: who signs in has allowed it'],
    },
  },
  {
    id: 'AZ-21',
    attack: 'a form of a foreign page that posts an authorization request, to be answered silently',
    defence:
      '[a redirect of ours, never a page](docs/decisions/0074-what-nobody-defined-is-ignored.md), so that the browser still says where it began: `authorization-form.ts`',
    tests: {
      'authorization-form.test.ts': [
        'a form of another site gets nothing silently that its link would not get',
      ],
      'protections.e2e.ts': [
        'a request that another site posts says so to the end, and is not answered silently',
      ],
    },
  },
  {
    id: 'AZ-22',
    attack: 'words of `prompt` that nobody knows, to be silent or to lose a demand',
    defence: 'dropped, and never beside `none`: `authorization/prompts.ts`',
    tests: {
      'authorization/normalized-request.test.ts': ['with prompt=%s means %s'],
      'authorization-refusals.test.ts': ['prompt none beside one that nobody knows'],
    },
  },
];
