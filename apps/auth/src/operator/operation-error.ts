import type { InputFault } from '../config/input-fault.ts';
import type { ResourceFault } from '../config/resources.ts';
import type { JsonFault } from '../storage/json-fault.ts';
import type { ClientFault } from './client-fault.ts';
import type { DocumentFault } from './document-fault.ts';
import type { ResourceMetadataFault } from './resource-metadata.ts';

/** Why an operation was not performed. Each surface has its own words for it. */
export type OperationFault =
  /** `path` leads to the member of the input that is wrong; empty: the input itself */
  | {
      readonly code: 'invalid_input';
      readonly path: readonly string[];
      readonly fault: InputFault | JsonFault;
    }
  | { readonly code: 'unreadable_input'; readonly why: 'too_long' | 'no_json' }
  /** what is asked for is none of the operations: a newer command asks an older server */
  | { readonly code: 'unknown_operation' }
  | { readonly code: 'unknown_client'; readonly clientId: string }
  /** CLIENT_DOCUMENTS=off */
  | { readonly code: 'documents_off' }
  | { readonly code: 'no_document_address'; readonly clientId: string }
  /** CLIENT_DOCUMENT_DOMAINS or CLIENT_DOCUMENT_DENIED_DOMAINS say so */
  | { readonly code: 'document_not_served'; readonly host: string }
  | {
      readonly code: 'document_refused';
      readonly clientId: string;
      readonly fault: DocumentFault;
    }
  /** a client of another kind has the id */
  | { readonly code: 'client_id_taken'; readonly clientId: string }
  | { readonly code: 'invalid_client_metadata'; readonly fault: ClientFault }
  /** `configured`: RESOURCES names it, and no server has started with it yet */
  | { readonly code: 'unknown_resource'; readonly resource: string; readonly configured: boolean }
  /** the same where a resource is what the operation is about */
  | { readonly code: 'no_such_resource'; readonly resource: string }
  | { readonly code: 'unknown_scope'; readonly scope: string }
  | {
      readonly code: 'invalid_resource';
      readonly path: readonly string[];
      readonly fault: ResourceFault;
    }
  /** what it says of itself could not be read, or cannot be used; `at`: where that was to be */
  | {
      readonly code: 'resource_unread';
      readonly resource: string;
      readonly at: string;
      readonly fault: ResourceMetadataFault;
    }
  /** its metadata is about another one (RFC 9728 §3.3) */
  | {
      readonly code: 'resource_names_another';
      readonly resource: string;
      readonly named: string;
    }
  /** a command says something of a scope that the resource does not have */
  | { readonly code: 'scope_unnamed'; readonly scope: string }
  /** it, or another spelling of it */
  | { readonly code: 'resource_exists'; readonly resource: string }
  /** RESOURCES names it, which the server reads at each start */
  | { readonly code: 'managed_by_environment'; readonly resource: string }
  | { readonly code: 'prune_what' }
  | { readonly code: 'unknown_registration_token'; readonly id: string }
  | { readonly code: 'unknown_person'; readonly person: string }
  | { readonly code: 'unknown_pin'; readonly login: string }
  /** nobody thought of it; the log of who performed it says why */
  | { readonly code: 'failed' };

/** An operation of the operator was not performed. It holds no sentence: its message is the code. */
export class OperationError extends Error {
  override readonly name = 'OperationError';
  readonly fault: OperationFault;

  constructor(fault: OperationFault, options?: ErrorOptions) {
    super(fault.code, options);
    this.fault = fault;
  }
}
