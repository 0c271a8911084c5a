import type { Client } from 'oidc-provider';
import { documentHost, nameOf, verificationOf } from '../../consent/client-verification.ts';
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
  const verified = verificationOf(client, kind, redirectUri);
  const shown = {
    name: nameOf(client),
    redirect: redirectDestination(redirectUri),
    ...(client.clientUri === undefined ? {} : { clientUri: client.clientUri }),
  };
  switch (verified) {
    case 'document':
    case 'document-elsewhere':
    case 'document-unproven':
      return { ...shown, verified, host: documentHost(client) };
    default:
      return { ...shown, verified };
  }
}
