import type { Response } from 'express';
import { htmlHeaders } from '../../pages/pages.ts';

export interface PageOptions {
  readonly status?: number;
  /** see the pages' `HtmlHeaderOptions` */
  readonly inAuthorizationFlow?: boolean;
}

/** Sends a complete page with every header that an HTML page of ours has. */
export function sendPage(res: Response, html: string, options: PageOptions = {}): void {
  const { status = 200, inAuthorizationFlow = false } = options;
  // The public URL is pinned by now, and with it the protocol (pin-host.ts).
  const https = res.req.headers['x-forwarded-proto'] === 'https';
  res.status(status).set(htmlHeaders({ https, inAuthorizationFlow })).send(html);
}
