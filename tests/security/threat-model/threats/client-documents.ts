import type { Threat } from '../threat.ts';

export const clientDocuments: readonly Threat[] = [
  {
    id: 'CI-01',
    attack:
      'an address with http, userinfo, a query, a fragment, dot segments, a backslash, a port, or another spelling',
    defence:
      'no address of a document, and nothing is asked: `document-policy.ts`; and whatever gets past it, `guarded-get.ts` refuses',
    tests: {
      'document-policy.test.ts': ['has not: %s'],
      'guarded-get.test.ts': [
        '%s, and asks no name server',
        'what is no URL: %s',
        'a backslash, which is another host than it looks like',
      ],
    },
  },
  {
    id: 'CI-02',
    attack: 'an address without a path',
    defence: 'no address of a document: `document-policy.ts`',
    tests: { 'document-policy.test.ts': ['has not: %s'] },
  },
  {
    id: 'CI-03',
    attack:
      'addresses of this machine, of its network or of its cloud: decimal, octal, hex, short, mapped, translated, tunnelled, by name, by alias, or one among public ones',
    defence:
      'every address is judged before there is a connection, and one that is not public spoils the name; IPv6 only where IANA has allotted it: `public-address.ts`',
    tests: {
      'public-address.test.ts': [
        '%s is for no host on the internet',
        '%s and others are public',
        'IPv4 inside IPv6 is judged as IPv4',
        '%s, the metadata of %s, is for nobody, whoever named it',
      ],
      'guarded-get.test.ts': [
        'an address that is written out: %s',
        'a name that means %s',
        'a name that is an alias of such a one',
        'a name of the system or a cloud: %s',
        'it is never at %s',
      ],
    },
  },
  {
    id: 'CI-04',
    attack:
      'a name that means a public address when it is judged, and loopback when it is connected to',
    defence:
      'name servers are asked once, and the socket goes to the address that was judged: `guarded-get.ts`, `exchange.ts`',
    tests: {
      'guarded-get.test.ts': [
        'a name that means loopback a moment later is connected to where it was judged',
      ],
    },
  },
  {
    id: 'CI-05',
    attack: 'a redirect to this machine, or to another host',
    defence: 'an answer like any other, and none is followed: `exchange.ts`, `read-document.ts`',
    tests: {
      'guarded-get.test.ts': ['a redirect is an answer, and nothing is asked of where it leads'],
    },
  },
  {
    id: 'CI-06',
    attack:
      'a body that is too long, has no end, lies about its length, unfolds, or comes a byte at a time; the same of `jwks_uri`',
    defence:
      'counted while it is read, no content coding, one deadline over everything: `exchange.ts`; keys come through the same guard: `documents/client-keys.ts`',
    tests: {
      'answers.test.ts': [
        'that is longer is refused, %s a length',
        'without an end is left off where it is too long',
        'that announces a gigabyte is not read at all',
        'that is shorter than it says is no answer',
        'with a content coding (%s) is refused, however small',
        'ends for a host that %s',
        'is refused: %s',
      ],
      'client-keys.test.ts': [
        'are read for its first assertion, by the guard, and not for the next ones',
      ],
    },
  },
  {
    id: 'CI-07',
    attack: 'hosts and name servers that are silent, two hundred at a time',
    defence:
      'so many sockets and no more, each for three seconds at most: `guarded-get.ts`; name servers are asked apart from the threads of the process: `resolve.ts`',
    tests: {
      'answers.test.ts': [
        'and sockets are bounded where two hundred hang, and are there again afterwards',
      ],
      'guarded-get.test.ts': [
        'a name whose server is silent, within the time that there is',
        'silence about one family costs little where the other has answered',
      ],
    },
  },
  {
    id: 'CI-09',
    attack:
      'a guard that is silently off, by a module that changes Node, or another function in its place',
    defence:
      'tried at every start, by addresses that it has to refuse; the server does not start where one gets through: `self-test.ts`',
    tests: {
      'self-test.test.ts': [
        'a guard in a process where no address is judged any more does not',
        'another function in its place, which %s, does not',
      ],
      'outbound.test.ts': ['a server whose guard is open does not start, and says what to do'],
    },
  },
  {
    id: 'CI-15',
    attack: 'errors by which a stranger learns what is there, or by how long they take',
    defence:
      'one page and one message for every cause, and a deadline: `outbound-error.ts`; the cause is in the log',
    tests: {
      'answers.test.ts': [
        'that is refused, to a host with another certificate, or of an unknown authority, fails in time',
      ],
      'outbound.test.ts': [
        'no variable has a production server connect to its own machine, or to a proxy',
      ],
    },
  },
  {
    id: 'CI-16',
    attack:
      'keys at an address: inside the network, asked for again and again by made-up key ids, kept from being renewed, private or symmetric ones among them, of another client',
    defence:
      'through the guard; once a minute by all processes together, and for no assertion that is refused anyway; a failure replaces nothing, and a week without an answer ends them: `documents/client-keys.ts`, `client-document-keys.ts`',
    tests: {
      'client-keys.test.ts': [
        'are read again for a key that nobody has, once a minute at most',
        'that it took out count for nothing once they were read again',
        'do not give way to none: %s',
        'that could never be read are one request a minute, and a refusal',
        'are not asked for by an assertion that is refused whatever its key',
        'at a domain that the operator shuts out are not asked for',
        'keep what signatures are verified by, and go with the client',
      ],
      'clients-with-keys.test.ts': [
        'a client with keys of its own signs a person in and refreshes, and nobody does in its place',
      ],
      'storage/client-document-keys.test.ts': [
        'are asked for by one of all that want to at the same time, and by nobody for a minute',
      ],
    },
  },
  {
    id: 'CI-17',
    attack: 'requests of the library itself, which judges an address after it has connected',
    defence: 'it is given a function that makes none: `no-requests.ts`',
    tests: {
      'requests.contract.test.ts': [
        'there is no other way: one function of the library makes requests, by what it was given',
      ],
    },
  },
  {
    id: 'CI-18',
    attack:
      'variables that open the guard or lead around it: a proxy, authorities, options of Node, aliases of hosts',
    defence:
      'none is read where requests are made, and what Node reads by itself is overruled: `exchange.ts`, `resolve.ts`, `network.ts`',
    tests: {
      'outbound/environment.test.ts': [
        'no variable of Node or the system opens the guard, or leads a request elsewhere',
        'a certificate is checked whatever the variables say, and an authority may be added by one',
      ],
      'network.test.ts': ['%s lets no production server ask this machine for documents'],
      'outbound.test.ts': [
        'no variable has a production server connect to its own machine, or to a proxy',
      ],
    },
  },
  {
    id: 'CI-19',
    attack:
      "development's exception for `https://localhost`, in production or for other names of loopback",
    defence:
      'only where the server is on loopback itself and not in production, and for that name and two addresses: `config/client-documents.ts`, `guarded-get.ts`',
    tests: {
      'loopback.test.ts': [
        'nor what name servers, or other spellings, call loopback',
        'any other server asks this machine for nothing, whoever named it',
      ],
      'network.test.ts': [
        'documents of this machine are asked for by a server of this machine that is in development',
      ],
    },
  },
];
