import type { Response } from 'express';
import { htmlHeaders, type Page, type PageBrand, renderPage } from '../../pages/pages.ts';
import { wordsFor } from './words-for.ts';

export interface PageOptions {
  readonly status?: number;
  /** see the pages' `HtmlHeaderOptions` */
  readonly inAuthorizationFlow?: boolean;
}

/** Sends a page in the words of its reader, with every header that an HTML page of ours has. */
export function sendPage<Props extends object>(
  res: Response,
  page: Page<Props>,
  props: NoInfer<Props>,
  options: PageOptions = {},
): void {
  const { status = 200, inAuthorizationFlow = false } = options;
  // The public URL is pinned by now, and with it the protocol (pin-host.ts).
  const https = res.req.headers['x-forwarded-proto'] === 'https';
  const html = renderPage(page, props, { words: wordsFor(res.req), brand: brandOf(res) });
  res.status(status).set(htmlHeaders({ https, inAuthorizationFlow })).send(html);
}

/** Whoever runs this server (http/app.ts). */
function brandOf({ app }: Response): PageBrand {
  const { brand = {} } = app.locals as { readonly brand?: PageBrand };
  return brand;
}
