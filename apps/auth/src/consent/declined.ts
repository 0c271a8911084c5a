import type { KoaContextWithOIDC } from 'oidc-provider';

/** The result of an interaction in which the user pressed Deny (RFC 6749 §4.1.2.1). */
export const DECLINED = {
  error: 'access_denied',
  error_description: 'the person declined the request',
} as const;

/** The same where the user could press nothing else: there was nothing that they may have. */
export const UNAVAILABLE = {
  error: 'access_denied',
  error_description: 'the person may not have any of the scopes that were asked for',
} as const;

/** An interaction, or what of it matters here. */
interface AnsweredLike {
  readonly prompt?: { readonly name: string };
  readonly result?: object | undefined;
}

/**
 * Whether somebody pressed *Deny*, or went back to the app where they could do nothing else: before they had
 * signed in with an account that is admitted, or with nothing to allow.
 */
export function noOf({ prompt, result = {} }: AnsweredLike): 'denied' | 'returned' {
  const { error_description: description }: { error_description?: unknown } = result;
  const isUnavailable = description === UNAVAILABLE.error_description;
  return prompt?.name === 'consent' && !isUnavailable ? 'denied' : 'returned';
}

/**
 * Whether the error of this request means that the user pressed Deny, or that button. Only the answers to our own forms
 * are stored with an interaction, so neither a request nor an error of the library can look like that.
 */
export function wasDeclined({ oidc }: KoaContextWithOIDC, error: string | undefined): boolean {
  return error === DECLINED.error && oidc.entities.Interaction?.result?.error === DECLINED.error;
}
