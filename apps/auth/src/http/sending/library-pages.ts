import type { KoaContextWithOIDC } from 'oidc-provider';
import { htmlHeaders, type Page, type PageBrand, renderPage } from '../../pages/pages.ts';
import type { Refer } from '../references/references.ts';
import { wordsFor } from './words-for.ts';

/** What pages are made with where the library asks for one. */
export interface LibraryPages {
  readonly https: boolean;
  readonly brand: PageBrand;
  readonly refer: Refer;
}

/** Answers a request of the library with a page, as `sendPage` does; the status is set already. */
export function showPage<Props extends object>(
  ctx: KoaContextWithOIDC,
  { https, brand }: LibraryPages,
  page: Page<Props>,
  props: NoInfer<Props>,
): void {
  ctx.set(htmlHeaders({ https, inAuthorizationFlow: true }));
  ctx.body = renderPage(page, props, { words: wordsFor(ctx.req), brand });
}
