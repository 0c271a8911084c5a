import type { Response } from 'express';
import { htmlHeaders, type Page } from '../../pages/pages.ts';
import { CHOSEN_BY, madePage, type PageMaking } from './made-page.ts';

export interface PageOptions {
  readonly status?: number;
  /** see the pages' `HtmlHeaderOptions` */
  readonly inAuthorizationFlow?: boolean;
  /**
   * The path at which the page can be had again, as things are then. Absent: it says what happened, and
   * comes again as it is (http/languages).
   */
  readonly at?: string | undefined;
  /** it was shown before, and comes again in another language */
  readonly isAgain?: boolean;
}

/** Sends a page in the words of its reader, with every header that an HTML page of ours has. */
export function sendPage<Props extends object>(
  res: Response,
  page: Page<Props>,
  props: NoInfer<Props>,
  options: PageOptions = {},
): void {
  const { status = 200, inAuthorizationFlow = false, at, isAgain = false } = options;
  // The public URL is pinned by now, and with it the protocol (pin-host.ts).
  const https = res.req.headers['x-forwarded-proto'] === 'https';
  const { making } = res.app.locals as PageLocals;
  const { html, headers } = madePage(res.req, making, page, props, {
    at,
    isAgain,
    inAuthorizationFlow,
  });
  res
    .status(status)
    .set({ ...htmlHeaders({ https, inAuthorizationFlow }), ...headers })
    .vary(CHOSEN_BY)
    .send(html);
}

/** What http/app.ts leaves in the application for {@link sendPage}. */
export interface PageLocals {
  readonly making: PageMaking;
}
