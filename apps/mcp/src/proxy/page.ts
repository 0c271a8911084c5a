import { createHash } from 'node:crypto';
import type { Response } from 'express';

const style = `
:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}
body{max-width:32rem;margin:10vh auto;padding:0 1.5rem}
dt{font-weight:600}dd{margin:0 0 .75rem;overflow-wrap:anywhere}
button,a.next{font:inherit;padding:.5rem 1.25rem;margin-right:.5rem}
button[value=allow]{animation:wait .6s}@keyframes wait{from,to{pointer-events:none}}
@media (hover:hover){main:not(:hover) button[value=allow]{animation:none;pointer-events:none}}`;

const styleHash = createHash('sha256').update(style).digest('base64');

/** `no-transform`: services in front would hide e-mail addresses behind a script, which may not run here. */
export const noStore = 'no-store, no-transform';

/** The page has no scripts, loads nothing, cannot be in a frame, and posts its forms only here. */
const headers = {
  'Cache-Control': noStore,
  'Content-Security-Policy':
    `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; ` +
    `frame-ancestors 'none'; base-uri 'none'`,
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

export interface ProxyPage {
  readonly title: string;
  readonly status?: number;
  /** HTML, in which all texts are escaped. */
  readonly body: string;
  readonly head?: string;
}

export function sendPage(res: Response, { title, status = 200, body, head = '' }: ProxyPage): void {
  res
    .status(status)
    .set(headers)
    .type('html')
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title>` +
        `<meta name="viewport" content="width=device-width">${head}<style>${style}</style></head>` +
        `<body><main><h1>${escape(title)}</h1>${body}</main></body></html>`,
    );
}

/**
 * Sends the browser to another address after a form, by a page that continues by itself. A redirect
 * would be blocked, because browsers apply the policy `form-action` to all redirects after a form.
 */
export function sendContinuePage(res: Response, title: string, url: string): void {
  const target = escape(url);
  sendPage(res, {
    title,
    head: `<meta http-equiv="refresh" content="0;url=${target}">`,
    body: `<p><a class="next" href="${target}">Continue</a></p>`,
  });
}

/** What the user can tell the operator, who finds it in the log. */
export function referenceOf(reference: string | undefined): string {
  return reference === undefined
    ? ''
    : `<dl><dt>Reference</dt><dd><code>${escape(reference)}</code></dd></dl>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is safe between tags and in quoted attributes. */
export function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
