/**
 * What the error codes of OAuth and OpenID Connect mean for a sign-in: at the callback (RFC 6749
 * §4.1.2.1, OpenID Connect Core §3.1.2.6) and at the token endpoint (RFC 6749 §5.2) alike, since
 * providers send most of them at both. Codes of one provider alone are in its connector.
 *
 * @module
 */
import type { ErrorMeaning, ErrorMeanings, Registration, Upstream } from './upstream.ts';

const AGAIN: ErrorMeaning = { code: 'unavailable' };
const EXPIRED: ErrorMeaning = { code: 'expired' };
const DENIED: ErrorMeaning = { code: 'denied' };

/** Id and secret do not belong together, or to nobody. */
export const WRONG_CLIENT: ErrorMeaning = {
  code: 'misconfigured',
  remedy: ({ variables, place }) =>
    `Compare ${variables.clientId} and ${variables.clientSecret} with ${place}: the id is unknown there, or the secret is another, expired or deleted.`,
};

/** What is sent as redirect URI is not registered. */
const WRONG_REDIRECT: ErrorMeaning = {
  code: 'misconfigured',
  remedy: ({ clientId, place }, redirectUri) =>
    `Register ${redirectUri} as redirect URI (callback URL) of client ${clientId}, to the letter, in ${place}; it follows from PUBLIC_URL.`,
};

const NOT_ALLOWED: ErrorMeaning = {
  code: 'misconfigured',
  remedy: ({ clientId, place }) =>
    `Allow client ${clientId} the authorization code flow, with a client secret and PKCE, in ${place}.`,
};

const POLICY: ErrorMeaning = {
  code: 'policy',
  remedy: ({ clientId }) =>
    `Ask the administrators of the account to let client ${clientId} be used.`,
};

const MEANINGS: ErrorMeanings = {
  access_denied: DENIED,
  login_required: DENIED,
  account_selection_required: DENIED,
  // What is left to do is not the user's alone: conditional access, or an administrator's consent.
  interaction_required: POLICY,
  consent_required: POLICY,

  temporarily_unavailable: AGAIN,
  server_error: AGAIN,
  slow_down: AGAIN,

  invalid_grant: EXPIRED,

  invalid_client: WRONG_CLIENT,
  redirect_uri_mismatch: WRONG_REDIRECT,
  invalid_redirect_uri: WRONG_REDIRECT,
  unauthorized_client: NOT_ALLOWED,
  unsupported_response_type: NOT_ALLOWED,
  unsupported_grant_type: NOT_ALLOWED,
  invalid_scope: {
    code: 'misconfigured',
    remedy: ({ clientId, place, scope }) =>
      `Allow client ${clientId} the scopes ${scope} in ${place}.`,
  },
  invalid_request: {
    code: 'misconfigured',
    remedy: ({ clientId, place }, redirectUri) =>
      `See that client ${clientId} in ${place} takes the authorization code flow with PKCE (S256) and the redirect URI ${redirectUri}.`,
  },
};

/** What an error code says at a provider; nothing where nobody has described it. */
export function meaningOf({ errors = {} }: Upstream, error: string): ErrorMeaning | undefined {
  for (const meanings of [errors, MEANINGS]) {
    if (Object.hasOwn(meanings, error)) return meanings[error];
  }
  return undefined;
}

/** A remedy in the words of the registration, as an error has it. */
export function remedyOf(
  meaning: ErrorMeaning | undefined,
  registration: Registration,
  redirectUri: string,
): { readonly remedy?: string } {
  const remedy = meaning?.remedy?.(registration, redirectUri);
  return remedy === undefined ? {} : { remedy };
}
