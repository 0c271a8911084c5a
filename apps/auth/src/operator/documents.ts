import type { ReadingDocuments } from '../documents/document-by-name.ts';
import type { DocumentPolicy } from '../documents/document-policy.ts';
import { networkOf } from '../config/network.ts';
import type { Config } from '../config/config.ts';
import type { GuardedGet } from '../outbound/guarded-get.ts';
import { createTriedGet } from '../outbound/self-test.ts';
import { documentChecker } from '../provider/document-checker.ts';
import { GRANT_TYPES } from '../provider/token/grants/grant-types.ts';

/** How commands read documents, and which. */
export interface OperatorDocuments extends ReadingDocuments {
  readonly policy: DocumentPolicy;
}

/** With a guard of its own, which is tried when the first document is to be read. */
export function operatorDocuments(
  config: Pick<Config, 'issuer' | 'publicUrl' | 'clientDocuments'>,
): OperatorDocuments {
  let tried: Promise<GuardedGet> | undefined;
  return {
    policy: config.clientDocuments,
    async get(url, request) {
      tried ??= createTriedGet(networkOf(config));
      return (await tried)(url, request);
    },
    metadataOf: documentChecker(config.issuer, GRANT_TYPES),
    now: () => Date.now(),
  };
}
