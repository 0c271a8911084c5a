/**
 * Every page that a person sees. Each is a pure function from what is known to a complete HTML
 * document; whoever sends it adds the headers of `headers.ts`. Text from outside is made presentable
 * in `text/` and escaped by the renderer. There is no client-side script.
 *
 * @module
 */
export { type AlreadyDonePageProps, alreadyDonePage } from './already-done-page.tsx';
export { type Asset, assets } from './assets.ts';
export type { ClientSummary } from './client-summary.tsx';
export { type ConsentPageProps, consentPage } from './consent-page.tsx';
export type { ConsentScope, IdentityScope } from './consent-scopes.tsx';
export { type ErrorPageProps, errorPage } from './error-page.tsx';
export { type HandOffPageProps, handOffPage } from './hand-off-page.tsx';
export { assetHeaders, type HtmlHeaderOptions, htmlHeaders } from './headers.ts';
export {
  type DevelopmentSteps,
  type HomePageProps,
  homePage,
  type Labelled,
} from './home-page.tsx';
export { type LoginPageProps, type LoginProvider, loginPage } from './login-page.tsx';
export { type NotAdmittedPageProps, notAdmittedPage } from './not-admitted-page.tsx';
export type { Person } from './person.tsx';
export { type Problem, type ProblemCode, problem, problemOfOAuthError } from './problems.ts';
export {
  type SignedOutPageProps,
  type SignOutPageProps,
  signedOutPage,
  signOutPage,
} from './sign-out-pages.tsx';
export { displayName } from './text/display-text.ts';
export { describeIdentityScope } from './text/identity-scopes.ts';
export {
  type RedirectDestination,
  destinationInWords,
  redirectDestination,
} from './text/redirect-destination.ts';
