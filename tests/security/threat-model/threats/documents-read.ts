import type { Threat } from '../threat.ts';

/** What becomes of a document, and how often one is read; whom a server asks is in client-documents.ts. */
export const documentsRead: readonly Threat[] = [
  {
    id: 'CI-08',
    attack:
      'ten thousand made-up addresses, at one host or at as many, with name servers that are silent',
    defence:
      'limits for an address, a host and in all: `http/limits/documents.ts`; so many at a time, for one caller and from one host: `places.ts`; what is known needs none of it, and a stale one goes on by what was read: `documents/documents.ts`',
    tests: {
      'documents-flood.test.ts': ['documents at %s: bounded, and honest people sign in'],
      'documents/documents.test.ts': [
        'over a limit are not read: a new one has to wait, a known one goes on',
        'on hosts that do not answer take no more than their share of places',
      ],
      'places.test.ts': [
        'one host, one caller and all together have so many places, and get them back',
      ],
      'behaviour/limits.test.ts': [
        'are read so often for an address, and then its clients are told when to come back',
        'are asked of a host so often, by whomever',
      ],
    },
  },
  {
    id: 'CI-10',
    attack:
      'a document that is of another address, no JSON, HTML, an array, holds a secret or wants one, or comes with a status other than 200',
    defence:
      'refused, and not remembered: `read-document.ts`, `document-client.ts`; what the library would refuse is not stored either',
    tests: {
      'documents/documents.test.ts': ['%s: one request, no client, the same page'],
      'document-client.test.ts': ['is refused for its %s', 'makes nobody the operator’s'],
      'behaviour/client-documents.test.ts': [
        'whatever is wrong with it gets one page, without a word about why',
      ],
    },
  },
  {
    id: 'CI-14',
    attack: 'one id for all installations: revoking, or signing in, at one of them',
    defence:
      'a person keeps the ten newest grants for each resource, and revoking ends one: `authorization-code.ts`',
    tests: {
      'documents/documents.test.ts': [
        'serve ten installations of one person, and ending one ends no other (CI-14)',
      ],
    },
  },
  {
    id: 'CI-20',
    attack: 'an address that is the id of another client, or the copy that the operator gave',
    defence:
      'written only where the client is of a document and no copy: `storage/client-documents.ts`; who is disabled stays so',
    tests: {
      'storage/client-documents.test.ts': [
        'never take the id of another kind of client',
        'stay disabled, whatever is fetched',
        'keep the copy that the operator gave',
      ],
      'documents/documents.test.ts': [
        'take no id of a client that registered itself, or of the operator',
        'that the operator disabled are not read, and stay so',
      ],
    },
  },
  {
    id: 'CI-21',
    attack:
      'requests that make this server ask several times: in parallel, at the token endpoint, by an error that looks the client up again',
    defence:
      'one place reads, for an authorization request, once for all who wait: `documents/documents.ts`; everybody else reads the row',
    tests: {
      'documents/documents.test.ts': [
        'are read once however many ask at a time, and again when they are stale',
        'are never read for anybody but an authorization request',
        '%s: one request, no client, the same page',
      ],
    },
  },
  {
    id: 'CI-22',
    attack:
      'a domain that changed hands, or a host that is kept from answering, so that an old document goes on for ever',
    defence:
      'what was read serves for a week of failures, 404 and 410 end it: `documents/documents.ts`, [decision 130](docs/decisions/0130-what-was-read-serves-on.md)',
    tests: {
      'documents/documents.test.ts': [
        'that cannot be read any more go on as they were, and are asked for once a minute',
        'that cannot be read for a week begin nothing any more, until they can',
        'that are gone (%i) begin nothing, and what they have goes on',
      ],
    },
  },
  {
    id: 'CI-23',
    attack: 'a document that is fresh for a year, or never',
    defence: 'between five minutes and a day, whatever its host says: `freshness.ts`',
    tests: { 'documents/freshness.test.ts': ['a host that says %s'] },
  },
  {
    id: 'CI-24',
    attack:
      'a domain that the operator shuts out, by what looks like another, or by what was allowed before',
    defence:
      'asked wherever a client is found, by the host of its id and what is above it: `document-policy.ts`, `client-adapter.ts`',
    tests: {
      'document-policy.test.ts': [
        'a domain stands for all that is below it, and for nothing that only looks so',
        'one that is shut out is, whatever the others say',
      ],
      'documents/documents.test.ts': [
        'of a domain that is not served are never read, nor their clients found',
      ],
    },
    further: [
      {
        attack: 'clients that pile up, or go while a person decides about them',
        defence:
          'swept when nobody holds them, and not before a sign-in would have ended: `unheld-documents.ts`',
        tests: {
          'unheld-documents.test.ts': ['removes those that nobody holds, and no others'],
          'storage/client-documents.test.ts': [
            'are kept for whoever asks, and that is written seldom',
          ],
        },
      },
    ],
  },
];
