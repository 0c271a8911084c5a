import type { KoaContextWithOIDC } from 'oidc-provider';
import { htmlHeaders, type Page } from '../../pages/pages.ts';
import type { Refer } from '../references/references.ts';
import { CHOSEN_BY, madePage, type PageMaking } from './made-page.ts';

/** What pages are made with where the library asks for one. */
export interface LibraryPages extends PageMaking {
  readonly https: boolean;
  readonly refer: Refer;
}

/** Answers a request of the library with a page, as `sendPage` does; the status is set already. */
export function showPage<Props extends object>(
  ctx: KoaContextWithOIDC,
  pages: LibraryPages,
  page: Page<Props>,
  props: NoInfer<Props>,
): void {
  const inAuthorizationFlow = true;
  const { html, headers } = madePage(ctx.req, pages, page, props, { inAuthorizationFlow });
  ctx.set({ ...htmlHeaders({ https: pages.https, inAuthorizationFlow }), ...headers });
  ctx.vary(CHOSEN_BY);
  ctx.body = html;
}
