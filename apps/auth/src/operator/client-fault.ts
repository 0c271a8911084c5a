import type { ClientKeysFault } from '../registration/client-keys.ts';
import type { RedirectUrisFault } from '../registration/redirect-uris.ts';

/** What an operator may give a client beside what it registers, each for sites of their own alone. */
export type Liberty = 'pkce' | 'silent' | 'trusted';

/** Why a client is not as it should be. `of` is what of it: a grant type, a liberty or introspection. */
export type ClientFault =
  | RedirectUrisFault
  | ClientKeysFault
  | { readonly code: 'needs_grant_type'; readonly of: string; readonly needed: string }
  | { readonly code: 'needs_proof'; readonly of: string }
  | { readonly code: 'needs_resource'; readonly of: string }
  | { readonly code: 'needs_redirect_uri'; readonly of: Liberty }
  | { readonly code: 'needs_https'; readonly of: Liberty; readonly redirectUri: string }
  /** without PKCE a code is good for whoever finds it */
  | { readonly code: 'needs_pkce' }
  | { readonly code: 'redirect_uris_unused'; readonly usedBy: readonly string[] }
  | { readonly code: 'does_nothing' }
  | { readonly code: 'keys_without_method' }
  | { readonly code: 'unreadable_key' };
