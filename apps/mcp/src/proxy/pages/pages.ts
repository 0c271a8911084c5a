/**
 * Every page of the proxy: props and words in, complete HTML out. Props are plain data, so that a page can be
 * made again in another language.
 *
 * @module
 */
import { ConsentPage } from './consent-page.tsx';
import { GoingOnPage } from './going-on-page.tsx';
import { HeldErrorPage } from './held-error-page.tsx';
import { ExpiredPage, TooManyPage } from './refusal-pages.tsx';

/** By name: one that is to be made again is named. */
export const PAGES = { ConsentPage, ExpiredPage, GoingOnPage, HeldErrorPage, TooManyPage } as const;

export type PageName = keyof typeof PAGES;

/** What a page is made of. */
export type PropsOf<Name extends PageName> = Parameters<(typeof PAGES)[Name]>[0];
