import type { Client } from 'oidc-provider';
import { nameOf, verificationOf } from '../../consent/client-verification.ts';
import { type ClientSummary, redirectDestination } from '../../pages/pages.ts';
import type { ClientKind } from '../../storage/clients.ts';

/**
 * What a page says about the client of a request.
 *
 * @param redirectUri the one of this request, already matched against the registered ones
 */
export function clientSummary(
  client: Client,
  kind: ClientKind,
  redirectUri: string,
): ClientSummary {
  return {
    name: nameOf(client),
    verified: verificationOf(client, kind, redirectUri),
    redirect: redirectDestination(redirectUri),
    ...(client.clientUri === undefined ? {} : { clientUri: client.clientUri }),
  };
}
