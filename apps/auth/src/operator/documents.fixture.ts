import type { DocumentPolicy } from '../documents/document-policy.ts';
import { documentHosts, POLICY } from '../documents/documents.fixture.ts';
import type { GuardedGet } from '../outbound/guarded-get.ts';
import { documentChecker } from '../provider/document-checker.ts';
import { GRANT_TYPES } from '../provider/token/grants/grant-types.ts';
import type { OperatorDocuments } from './documents.ts';

export const ISSUER = 'https://auth.example.com';

/** Documents of hosts that do not exist, unless told others. */
export function documentsBy(
  get: GuardedGet = documentHosts().get,
  policy: Partial<DocumentPolicy> = {},
): OperatorDocuments {
  const metadataOf = documentChecker(ISSUER, GRANT_TYPES);
  return { policy: { ...POLICY, ...policy }, get, metadataOf, now: () => Date.now() };
}
