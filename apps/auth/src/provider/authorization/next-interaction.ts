import type { KoaContextWithOIDC } from 'oidc-provider';
import { addressOf, placeIn } from '../../protocol/addresses.ts';
import { ENDPOINTS } from '../../protocol/endpoints.ts';

/** The cookie that tells an answered interaction which one came next, in this browser alone. */
export function nextInteractionCookie(issuer: string): string {
  return `${issuer.startsWith('https:') ? '__Secure-' : ''}gatehouse_next`;
}

/**
 * Where a resumed request asks once more (consent, after signing in), the browser is told so at the
 * address of the interaction that was answered: going back there leads on to what is pending.
 *
 * It is a pointer and opens nothing: the interaction it names wants its own cookie. So it is not
 * signed, and nothing about it is stored here.
 *
 * @param lifetime of an interaction, in seconds
 */
export function pointToNextInteraction(
  ctx: Pick<KoaContextWithOIDC, 'path' | 'status' | 'response' | 'cookies'>,
  issuer: string,
  lifetime: number,
): void {
  if (ctx.status !== 303) return;
  const answered = placeIn(ENDPOINTS.resume, ctx.path);
  const next = placeIn(ENDPOINTS.interaction, ctx.response.get('Location'));
  if (answered === undefined || next === undefined) return;
  ctx.cookies.set(nextInteractionCookie(issuer), next, {
    httpOnly: true,
    maxAge: lifetime * 1000,
    path: addressOf(ENDPOINTS.interaction, { uid: answered }),
    sameSite: 'lax',
    secure: issuer.startsWith('https:'),
    signed: false,
  });
}
