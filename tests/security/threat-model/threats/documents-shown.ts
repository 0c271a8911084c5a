import type { Threat } from '../threat.ts';

/** What people see of clients with documents, and what operators do about them. */
export const documentsShown: readonly Threat[] = [
  {
    id: 'CI-11',
    attack:
      'a document that becomes another after somebody allowed it: its name, its keys, how it proves itself, its redirects; or while the page is open',
    defence:
      '[asks again](docs/decisions/0123-a-changed-client-asks-again.md): `shown-client.ts`; *Allow* counts for what was read alone: `deciding.ts`; grants end where a proof was given up: `lost-proof.ts`; read again within a day',
    tests: {
      'changed-client.test.ts': [
        'asks again where it is its document that has changed, whoever registered it',
        'asks at each redirect again, whichever was decided on since',
        'is changed by other keys in its metadata, and not by those at its address',
      ],
      'lost-proof.test.ts': ['end where it proved itself and by %s needs no proof any more'],
      'pinned-documents.test.ts': [
        'that became another while the page was open: Allow does not count, and the page comes again',
      ],
      'consent-documents.e2e.ts': [
        'a client with a document is shown by its host and where its answer goes, and asks again once it changed',
      ],
    },
  },
  {
    id: 'CI-12',
    attack:
      'the id of a known app whose answer goes to loopback, sent by any program on the computer',
    defence:
      'never silent; a program on this computer, which says that it is of that site, or *not verified*, with both hosts: `client-verification.ts`, `auth/src/pages/parties.tsx`',
    tests: {
      'client-verification.test.ts': ['a client described at %s that is answered at %s is %s'],
      'auth/src/pages/consent-page.test.ts': [
        'a program %s is no better known: any program can pass for it',
        'another website: not verified, its host is the fact, and its own word is said to be that',
      ],
      'pinned-documents.test.ts': [
        'has a caution where any program could be answered under a name that people know',
      ],
    },
  },
  {
    id: 'CI-13',
    attack: 'a logo or home page that the browser of a person is to fetch',
    defence: 'none is shown or linked, and no page takes images of others',
    tests: {
      'auth/src/pages/consent-page.test.ts': [
        'a document’s word is no verification: its home page is no link, its logo is not shown',
      ],
      'pinned-documents.test.ts': ['is shown with its host and that of its redirect, and no logo'],
    },
  },
  {
    id: 'CI-25',
    attack:
      'a document at a host where anybody can publish, or at one that looks like another: trust by domain',
    defence:
      'a host that is the same makes other words, and nothing else; hosts are shown in ASCII; errors wait on a page: `client-verification.ts`, `known-client.ts`',
    tests: {
      'client-verification.test.ts': ['a client described at %s that is answered at %s is %s'],
      'changed-client.test.ts': [
        'with a document that the operator named is held like any other stranger',
      ],
      'pinned-documents.test.ts': ['is a stranger as to errors, although the operator named it'],
    },
  },
  {
    id: 'CI-26',
    attack:
      'a private host that the operator opened for one client, reached by others: another document at it, another client, a `jwks_uri`',
    defence:
      'private addresses are for the very id that a command registered, and for keys at its own host: `documents/documents.ts`, `documents/client-keys.ts`',
    tests: {
      'add-document.test.ts': [
        'is asked for the client that the operator names, and never for the metadata of a cloud',
        'is not asked for any other client at it, nor for one that arrives by itself',
      ],
      'client-keys.test.ts': [
        'are read from a private network only at the host that the operator named',
      ],
    },
  },
  {
    id: 'CI-27',
    attack:
      'a document that takes the place of another client, a copy of the operator’s or a client that is shut out',
    defence:
      'one statement writes only its own kind, and never whether it is disabled: `storage/client-documents.ts`',
    tests: {
      'add-document.test.ts': [
        'takes nothing of another client, and leaves nothing of what is refused',
        'leaves a client that is disabled disabled',
      ],
      'lost-proof.test.ts': [
        'stay where what is fetched is not taken, because the operator gave a copy',
      ],
    },
  },
];
