/**
 * Makes what a client says about itself safe to show, on the pages of the authorization server and of
 * the proxy, and tells whether a user sees a page at all. Pure functions: text in, text out; all but the
 * references of what went wrong, which are made up.
 *
 * @module
 */
export { isSeen } from './is-seen.ts';
export {
  claimedName,
  displayName,
  displaySentence,
  displayText,
  initialOf,
} from './display-text.ts';
export { isAddressOf, isLoopbackHost, isThisComputer, isUnspecifiedHost } from './hosts.ts';
export { destinationOf, type RedirectDestination } from './redirect-destination.ts';
export { chosenLanguage, languageCookie } from './languages/language-cookie.ts';
export { languageFor, type Languages, type LanguageWishes } from './languages/language-for.ts';
export { newReference } from './spoken-reference.ts';
export { isSystemScheme } from './system-schemes.ts';
export { terminalLine, terminalText } from './terminal-text.ts';
export {
  agoInWords,
  clockInWords,
  dayInWords,
  durationInWords,
  untilInWords,
} from './time-in-words.ts';
export { waitInWords } from './wait-in-words.ts';
