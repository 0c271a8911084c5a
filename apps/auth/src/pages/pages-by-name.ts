import { AlreadyDonePage } from './already-done-page.tsx';
import { ConnectedPage } from './connected-page.tsx';
import { ConsentPage } from './consent-page.tsx';
import { DeclinedPage } from './declined-page.tsx';
import { ErrorPage } from './error-page.tsx';
import { HandOffPage } from './hand-off-page.tsx';
import { HeldErrorPage } from './held-error-page.tsx';
import { HomePage } from './home-page.tsx';
import { LoginPage } from './login-page.tsx';
import { NotAdmittedPage } from './not-admitted-page.tsx';

/** Every page by its name: one that is to be made again is named (http/languages). */
export const PAGES = {
  AlreadyDonePage,
  ConnectedPage,
  ConsentPage,
  DeclinedPage,
  ErrorPage,
  HandOffPage,
  HeldErrorPage,
  HomePage,
  LoginPage,
  NotAdmittedPage,
} as const;

export type PageName = keyof typeof PAGES;

const names: ReadonlyMap<unknown, string> = new Map(
  Object.entries(PAGES).map(([name, page]) => [page, name]),
);

/** @throws TypeError for a page that is not listed */
export function nameOfPage(page: unknown): PageName {
  const name = names.get(page);
  if (name === undefined) throw new TypeError('this page is not one of PAGES');
  return name as PageName;
}
