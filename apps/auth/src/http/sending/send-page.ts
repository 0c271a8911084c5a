import type { Response } from 'express';
import { htmlHeaders, type Page } from '../../pages/pages.ts';
import { wordsFor } from './words-for.ts';

export interface PageOptions {
  readonly status?: number;
  /** see the pages' `HtmlHeaderOptions` */
  readonly inAuthorizationFlow?: boolean;
}

/** Sends a page in the words of its reader, with every header that an HTML page of ours has. */
export function sendPage<Props>(
  res: Response,
  page: Page<Props>,
  props: NoInfer<Props>,
  options: PageOptions = {},
): void {
  const { status = 200, inAuthorizationFlow = false } = options;
  // The public URL is pinned by now, and with it the protocol (pin-host.ts).
  const https = res.req.headers['x-forwarded-proto'] === 'https';
  const html = page(props, wordsFor(res.req));
  res.status(status).set(htmlHeaders({ https, inAuthorizationFlow })).send(html);
}
