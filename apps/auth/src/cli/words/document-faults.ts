import type { Words } from '../../faults/fault.ts';
import type { DocumentFault } from '../../operator/document-fault.ts';
import type { ResourceMetadataFault } from '../../operator/resource-metadata.ts';

/** What an address of a document is. */
export const ADDRESS =
  'It is https, with a path, at most 512 characters long and spelled as a browser spells it; without a port, a query, a fragment, a user or a dot segment.';

/** The rest of a sentence that begins with the document. */
export const DOCUMENT_WORDS: Words<DocumentFault> = {
  url_not_allowed: () => 'its address is not asked, or is this server’s own',
  too_many_requests: () => 'too much is asked of others at this moment',
  host_unknown: () => 'its host has no address that can be reached from here',
  name_server_failed: () => 'no name server says where its host is',
  address_not_public: () =>
    'its host is at an address that is never asked: loopback, link-local, or the metadata service of a cloud',
  connection_failed: () => 'its host takes no connection',
  tls_failed: () => 'its host has no certificate for its name that counts here',
  answer_malformed: () => 'what its host answers is no HTTP',
  content_coding: () => 'its host sends it compressed, which nobody asked for',
  too_large: () => 'it is longer than 5 kB',
  timed_out: () => 'its host did not answer in time',
  status: ({ status }) => `its host answers ${status}, and not 200`,
  content_type: () => 'its host does not send it as application/json',
  not_json: () => 'it is no JSON object',
  metadata: ({ said }) => said,
};

/** The same of what a resource says of itself. */
export const METADATA_WORDS: Words<ResourceMetadataFault> = {
  ...DOCUMENT_WORDS,
  too_large: () => 'it is longer than 64 kB',
  unfit: ({ member }) => `its ${member || 'value'} is not as RFC 9728 has it`,
};
