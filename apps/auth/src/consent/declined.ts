import type { KoaContextWithOIDC } from 'oidc-provider';

/** What an interaction is answered with where its person said no (RFC 6749 §4.1.2.1). */
export const DECLINED = {
  error: 'access_denied',
  error_description: 'the person declined the request',
} as const;

/**
 * Whether the error of this request is a person's no. Only the answers to our own forms are stored
 * with an interaction, so that no request and no error of the library's own is taken for one.
 */
export function wasDeclined({ oidc }: KoaContextWithOIDC, error: string | undefined): boolean {
  return error === DECLINED.error && oidc.entities.Interaction?.result?.error === DECLINED.error;
}
