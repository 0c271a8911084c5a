/**
 * Every page that a user sees. Each is a component that makes a complete HTML document; `renderPage` gives it
 * the words of its reader (`words/`) and the operator's brand, and whoever sends it adds the headers of
 * `headers.ts`. Text from outside is made safe to show in `text/`, and is escaped by the renderer. There is
 * no script in the browser.
 *
 * @module
 */
export { AlreadyDonePage } from './already-done-page.tsx';
export { ConnectedPage } from './connected-page.tsx';
export { ConsentPage } from './consent-page.tsx';
export { DeclinedPage } from './declined-page.tsx';
export { ErrorPage } from './error-page.tsx';
export { HandOffPage } from './hand-off-page.tsx';
export { HeldErrorPage } from './held-error-page.tsx';
export { HomePage } from './home-page.tsx';
export { LoginPage } from './login-page.tsx';
export { NotAdmittedPage } from './not-admitted-page.tsx';
export type { Wait } from './again.tsx';
export { dress } from './assets.ts';
export type { ClientSummary } from './client-summary.tsx';
export type { ConnectedPageProps } from './connected-page.tsx';
export type { ConsentPageProps } from './consent-page.tsx';
export type { DeclinedPageProps } from './declined-page.tsx';
export type { ErrorPageProps } from './error-page.tsx';
export { htmlHeaders } from './headers.ts';
export type {
  ConnectLine,
  DevelopmentSteps,
  EmulatedPerson,
  EmulatedProvider,
} from './home-page.tsx';
export type { AskingApp, LoginPageProps } from './login-page.tsx';
export type { NotAdmittedPageProps } from './not-admitted-page.tsx';
export {
  isWorthTryingAgain,
  PROBLEM_CODES,
  type ProblemCode,
  problemOfOAuthError,
  statusOf,
} from './problems.ts';
export { nameOfPage, type PageName, PAGES } from './pages-by-name.ts';
export { type Page, type PageBrand, renderPage } from './render.tsx';
export type { LoginProvider } from './provider-buttons.tsx';
export { type SignInAgain, STATUS_OF_SIGN_IN_AGAIN } from './sign-in-again.tsx';
export { SIGN_IN_FAILURES, statusOfSignInFailure } from './sign-in-failures.ts';
export { redirectDestination } from './text/redirect-destination.ts';
export type { ShownUser } from './user.tsx';
export type { AskedFor } from './error-details.tsx';
export type { SignedInUser, Visitor } from './whoever.tsx';
export { english } from './words/en/en.ts';
export { LANGUAGES } from './words/languages.ts';
export type { Words } from './words/words.ts';
