import type { Words } from '../../faults/fault.ts';
import type { ClientFault } from '../../operator/client-fault.ts';
import { CLIENT_KEYS_WORDS, REDIRECT_URIS_WORDS } from '../../registration/faults-in-words.ts';

/** The rest of a sentence that begins with the client. */
export const CLIENT_WORDS: Words<ClientFault> = {
  ...REDIRECT_URIS_WORDS,
  ...CLIENT_KEYS_WORDS,
  needs_grant_type: ({ of, needed }) => `${of} needs ${needed}`,
  needs_proof: ({ of }) => `${of} needs a client that can prove who it is, and none cannot`,
  needs_resource: ({ of }) => `${of} needs at least one resource that the client may ask for`,
  needs_redirect_uri: ({ of }) => `${of} is about people who sign in: name a redirect URI`,
  needs_https: ({ of, redirectUri }) =>
    `${of} needs https redirect URIs, and ${JSON.stringify(redirectUri)} could be answered by any program on a person’s computer`,
  needs_pkce: () =>
    'without PKCE a code is good for whoever finds it, and a public client cannot prove who it is',
  redirect_uris_unused: ({ usedBy }) => `redirect URIs are for ${usedBy.join(', ')}`,
  does_nothing: () => 'the client could do nothing: name a redirect URI or a resource',
  keys_without_method: () => 'private_key_jwt and a set of public keys (jwks) belong together',
  unreadable_key: () => 'a key of jwks is no public key that can be read',
};
