/**
 * Signing in at an upstream provider of identities, whichever it is.
 *
 * A sign-in is two steps. {@link SignInSteps.authorizationUrl} sends the browser away with a state, a
 * nonce and a PKCE challenge that the caller made and keeps; {@link SignInSteps.identify} takes the
 * URL that the browser came back with and what the caller kept, and says who it is. A connector
 * keeps nothing of a sign-in itself, so two of them at once cannot meet, and it drops the upstream
 * tokens as soon as it has read the identity.
 *
 * @module
 */
import type { UpstreamIdentity } from './identity.ts';

/** What the caller keeps between the two steps, bound to the browser and to the interaction. */
export interface UpstreamExpectation {
  /** absolute; each provider has its own (RFC 9700 §4.4.2.2) */
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  /** RFC 7636 §4.1 */
  readonly codeVerifier: string;
}

export interface AuthorizationUrlRequest extends UpstreamExpectation {
  /** login or e-mail to suggest */
  readonly loginHint?: string;
  /** let the user choose among their accounts, for “Not you?” */
  readonly selectAccount?: boolean;
}

export interface SignInSteps {
  /**
   * Where to send the browser. Holds the challenge of `codeVerifier`, never the verifier.
   *
   * @throws UpstreamError `unavailable` where the provider's metadata cannot be had
   */
  authorizationUrl(request: AuthorizationUrlRequest): Promise<URL>;
  /**
   * Checks the response and exchanges its code. An upstream code works once, so must `expected`.
   *
   * @param callback the URL as the browser requested it; only its query is used, its origin and
   *   path come from `expected.redirectUri`
   * @throws UpstreamError
   */
  identify(callback: URL, expected: UpstreamExpectation): Promise<UpstreamIdentity>;
}

/** A provider that is configured. */
export interface Connector extends SignInSteps {
  /** its id: in the callback's path, in `ADMIT`, and beside what is stored of it */
  readonly provider: string;
  /** what people call it: “GitHub” */
  readonly label: string;
  /** what kind of provider it is, by which pages find its mark */
  readonly kind: string;
  readonly issuer: string;
  /** one of the emulators of development, where anybody can be anyone; pages say so */
  readonly emulated: boolean;
}
