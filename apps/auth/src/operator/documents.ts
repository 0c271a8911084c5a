import type { ReadingDocuments } from '../documents/document-by-name.ts';
import type { DocumentPolicy } from '../documents/document-policy.ts';
import { createGuardedGet } from '../outbound/guarded-get.ts';
import { documentChecker } from '../provider/document-checker.ts';
import { GRANT_TYPES } from '../provider/token/grants/grant-types.ts';

/** How commands read documents, and which. */
export interface OperatorDocuments extends ReadingDocuments {
  readonly policy: DocumentPolicy;
}

/** @param issuer the server, which is never asked for a document itself */
export function operatorDocuments(issuer: string, policy: DocumentPolicy): OperatorDocuments {
  return {
    policy,
    get: createGuardedGet({ ownHost: new URL(issuer).host, loopback: policy.loopback }),
    metadataOf: documentChecker(issuer, GRANT_TYPES),
    now: () => Date.now(),
  };
}
