/**
 * The pages themselves, as whatever they are given makes them: the one place of these tests that looks
 * inside of an app. Behind a server most of their states are far away, and what they are measured in is a
 * matter of pixels.
 *
 * @module
 */
// @boundaries-ignore a page in every state, without a way to each
export {
  ConsentPage,
  htmlHeaders,
  LANGUAGES,
  renderPage,
  type Words,
} from '../../apps/auth/src/pages/pages.ts';
// @boundaries-ignore a page in every state, without a way to each
export type { ConsentPageProps } from '../../apps/auth/src/pages/consent-page.tsx';
// @boundaries-ignore a page in every state, without a way to each
export { clients } from '../../apps/auth/src/pages/every-page/clients.fixture.ts';
// @boundaries-ignore a page in every state, without a way to each
export { consentProps } from '../../apps/auth/src/pages/every-page/consent.fixture.ts';
// @boundaries-ignore a page in every state, without a way to each
export { everyRendering } from '../../apps/auth/src/pages/every-page/every-page.fixture.ts';
// @boundaries-ignore a page in every state, without a way to each
export { icon, stylesheet } from '../../apps/auth/src/pages/assets.ts';
