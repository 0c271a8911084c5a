import { createHash, hash } from 'node:crypto';

/**
 * What ties a sign-in at a provider to the browser that began it.
 *
 * A random secret lives in an HttpOnly cookie, set when the user presses "Continue with …". The
 * database knows its hash; nonce and PKCE verifier are derived from it and the `state`, so neither is
 * stored and neither can be computed by somebody who only sees the upstream URL.
 */
export interface BrowserBinding {
  /** for the record of the attempt */
  readonly boundTo: string;
  nonce(state: string): string;
  codeVerifier(state: string): string;
}

export function browserBinding(secret: string): BrowserBinding {
  const derive = (label: string, state: string) =>
    createHash('sha256').update(`${label}\0${secret}\0${state}`).digest('base64url');
  return {
    boundTo: hash('sha256', `browser\0${secret}`, 'base64url'),
    nonce: (state) => derive('nonce', state),
    codeVerifier: (state) => derive('verifier', state),
  };
}
