import { redirectTarget } from '../registration/redirect-uris.ts';
import type { ClientFault } from './client-fault.ts';
import type { NewClient } from './new-client.ts';

type Asked = Pick<NewClient, 'silent' | 'trusted' | 'pkce' | 'redirect_uris'>;

/**
 * Why a client may not have what is only for the operator's own sites; undefined where it may.
 *
 * It is safe not to ask the user only where nobody but that site can use the answer: its redirects lead
 * to web sites, and the code is worth nothing without its secret or key. Without a code challenge only
 * the secret and the nonce protect the code (OAuth 2.1 §7.5.1).
 */
export function libertyFault(
  { silent, trusted, pkce, redirect_uris: uris }: Asked,
  isPublic: boolean,
): ClientFault | undefined {
  if (pkce === 'optional') {
    if (isPublic) return { code: 'needs_pkce' };
    if (uris.length === 0) return { code: 'needs_redirect_uri', of: 'pkce' };
  }
  if (!silent && !trusted) return undefined;
  const of = trusted ? 'trusted' : 'silent';
  if (isPublic) return { code: 'needs_proof', of };
  if (uris.length === 0) return { code: 'needs_redirect_uri', of };
  const other = uris.find((uri) => redirectTarget(uri) !== 'https');
  // Any program on a person's computer could answer there.
  return other === undefined ? undefined : { code: 'needs_https', of, redirectUri: other };
}
