/**
 * The pages themselves, as whatever they are given makes them: the one place of these tests that looks
 * inside of an app. Behind a server most of their states are far away, and what they are measured in is a
 * matter of pixels.
 *
 * @module
 */
// @boundaries-ignore a page in every state, without a way to each
export { assets, htmlHeaders, LANGUAGES, type Words } from '../../apps/auth/src/pages/pages.ts';
// @boundaries-ignore a page in every state, without a way to each
export { everyRendering } from '../../apps/auth/src/pages/every-page/every-page.fixture.ts';
// @boundaries-ignore a page in every state, without a way to each
export type { Rendering } from '../../apps/auth/src/pages/every-page/rendering.fixture.ts';
