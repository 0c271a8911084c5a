import { INPUT_WORDS, RESOURCE_WORDS } from '../../config/faults-in-words.ts';
import type { InputFault } from '../../config/input-fault.ts';
import { inWords, type Words } from '../../faults/fault.ts';
import type { OperationFault } from '../../operator/operation-error.ts';
import { JSON_WORDS } from '../../registration/faults-in-words.ts';
import type { JsonFault } from '../../storage/json-fault.ts';
import { CLIENT_WORDS } from './client-faults.ts';
import { ADDRESS, DOCUMENT_WORDS, METADATA_WORDS } from './document-faults.ts';
import type { Sentences } from './sentences.ts';
import { typedName } from './typed-names.ts';

/** The rest of a sentence that begins with what was typed. */
const VALUE_WORDS: Words<InputFault | JsonFault> = { ...INPUT_WORDS, ...JSON_WORDS };

export const SAME_VERSION = 'Use the command of the same version of Gatehouse.';

/** @param gatehouse how this program was called */
export function operationWords(gatehouse: string): Words<OperationFault, Sentences> {
  const unknownResource = (resource: string) =>
    `${JSON.stringify(resource)} is not a resource of this server.`;
  const resources = `\`${gatehouse} resources list\` shows those that there are`;
  return {
    invalid_input: ({ path, fault }) => ({
      message: `${typedName(path) ?? 'The input'} ${inWords(VALUE_WORDS, fault)}.`,
      remedy: 'The option --help of the command says what it takes.',
    }),
    unreadable_input: ({ why }) => ({
      message: why === 'too_long' ? 'The input is too long.' : 'The input is not JSON.',
      remedy: SAME_VERSION,
    }),
    unknown_operation: () => ({
      message: 'The running server does not know this command.',
      remedy: SAME_VERSION,
    }),
    unknown_client: ({ clientId }) => ({
      message: `There is no client ${JSON.stringify(clientId)}.`,
      remedy: `\`${gatehouse} clients list\` shows those that there are.`,
    }),
    documents_off: () => ({
      message: 'CLIENT_DOCUMENTS is off, so no client with a document can sign people in.',
      remedy: 'Set it to on, start the server again, and add the client then.',
    }),
    no_document_address: ({ clientId }) => ({
      message: `${JSON.stringify(clientId)} is no address of a document.`,
      remedy: ADDRESS,
    }),
    document_not_served: ({ host }) => ({
      message: `Documents at ${host} are not for this server.`,
      remedy:
        'CLIENT_DOCUMENT_DOMAINS and CLIENT_DOCUMENT_DENIED_DOMAINS say which are: change them and start the server again.',
    }),
    document_refused: ({ clientId, fault }) => ({
      message: `The document at ${clientId} cannot be used: ${inWords(DOCUMENT_WORDS, fault)}.`,
      remedy:
        fault.code === 'metadata'
          ? 'Whoever publishes it has to change that.'
          : `Where another machine can read it, save it there and give the copy: \`${gatehouse} clients add --document ${clientId} --file copy.json\`.`,
    }),
    client_id_taken: ({ clientId }) => ({
      message: `${clientId} is the id of another client, which has no document.`,
      remedy: `\`${gatehouse} clients show ${clientId}\` shows it.`,
    }),
    invalid_client_metadata: ({ fault }) => ({
      message: `The client is not as it should be: ${inWords(CLIENT_WORDS, fault)}.`,
      remedy: `Change that and add it again. \`${gatehouse} clients add --help\` says what can be given.`,
    }),
    unknown_resource: ({ resource, configured }) => ({
      message: unknownResource(resource),
      remedy: configured
        ? 'RESOURCES names it, and the server makes it a resource when it starts: start it once, then add the client.'
        : `${resources}; \`${gatehouse} resources add\` adds one.`,
    }),
    no_such_resource: ({ resource }) => ({
      message: unknownResource(resource),
      remedy: `${resources}.`,
    }),
    unknown_scope: ({ scope }) => ({
      message: `No resource of the client has the scope ${JSON.stringify(scope)}.`,
      remedy: `\`${gatehouse} resources list\` shows the scopes of each resource.`,
    }),
    invalid_resource: ({ path, fault }) => ({
      message: `${typedName(path) ?? 'The resource'} ${inWords(RESOURCE_WORDS, fault)}.`,
      remedy: 'Name the URL of the MCP server as clients use it, and scopes as name=description.',
    }),
    resource_unread: ({ resource, at, fault }) => ({
      message: `What ${resource} says of itself, at ${JSON.stringify(at)}, cannot be used: ${inWords(METADATA_WORDS, fault)}.`,
      remedy: `Add it once that is mended; or say yourself which scopes it has: \`${gatehouse} resources add ${resource} --offline --view "notes:read=Read your notes"\`.`,
    }),
    resource_names_another: ({ resource, named }) => ({
      message: `You named ${JSON.stringify(resource)}, and its metadata says that it is ${JSON.stringify(named)}.`,
      remedy:
        'The two have to be the same, letter by letter (RFC 9728, section 3.3), since clients go by the second: name that one, or change what the server says.',
    }),
    scope_unnamed: ({ scope }) => ({
      message: `The resource has no scope ${JSON.stringify(scope)}.`,
      remedy: `Name one that it has, or make this one with --view, --change or --irreversible.`,
    }),
    resource_exists: ({ resource }) => ({
      message: `${resource}, or another spelling of it, is there already.`,
      remedy: `\`${gatehouse} resources show ${resource}\` shows it, and \`${gatehouse} resources set\` changes one that was added.`,
    }),
    managed_by_environment: ({ resource }) => ({
      message: `${resource} is in RESOURCES, which the server reads at each start.`,
      remedy: 'Take it out of RESOURCES, or change it there, and start the server again.',
    }),
    prune_what: () => ({
      message: 'Nothing says which clients are not needed.',
      remedy: 'Give --never-used, or --idle 90d, or both.',
    }),
    unknown_registration_token: ({ id }) => ({
      message: `There is no registration token ${JSON.stringify(id)}.`,
      remedy: `\`${gatehouse} registration-tokens list\` shows those that there are, by what to call them.`,
    }),
    unknown_person: ({ person }) => ({
      message: `Nobody who has signed in here is called ${JSON.stringify(person)}.`,
      remedy:
        'Name them by id, user name, e-mail address or account, like github:583231 or oidc:acme/SUBJECT; who was never let in is not kept.',
    }),
    unknown_pin: ({ login }) => ({
      message: `No organisation or team is pinned as ${JSON.stringify(login)}.`,
      remedy: `\`${gatehouse} admission list\` shows those that are.`,
    }),
    failed: () => ({
      message: 'The running server failed to do this.',
      remedy: 'Its log says why.',
    }),
  };
}
