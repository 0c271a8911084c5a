import { redirectTarget } from '../registration/redirect-uris.ts';
import type { NewClient } from './new-client.ts';

type Asked = Pick<NewClient, 'silent' | 'trusted' | 'pkce' | 'redirect_uris'>;

/**
 * Why a client may not have what is only for the operator's own sites; undefined where it may.
 *
 * It is safe not to ask the user only where nobody but that site can use the answer: its redirects lead
 * to web sites, and the code is worth nothing without its secret or key. Without a code challenge only
 * the secret and the nonce protect the code (OAuth 2.1 §7.5.1).
 */
export function refusedLiberties(
  { silent, trusted, pkce, redirect_uris: uris }: Asked,
  isPublic: boolean,
): string | undefined {
  if (pkce === 'optional') {
    if (isPublic) {
      return 'without PKCE a code is good for whoever finds it, and a public client cannot prove who it is';
    }
    if (uris.length === 0) return 'pkce is about people who sign in: name a redirect URI';
  }
  if (!silent && !trusted) return undefined;
  const name = trusted ? 'trusted' : 'silent';
  if (isPublic) return `${name} needs a client that can prove who it is, and none cannot`;
  if (uris.length === 0) return `${name} is about people who sign in: name a redirect URI`;
  const other = uris.find((uri) => redirectTarget(uri) !== 'https');
  return other === undefined
    ? undefined
    : `${name} needs https redirect URIs, and ${JSON.stringify(other)} could be answered by any program on a person’s computer`;
}
