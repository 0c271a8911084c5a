import { createHash } from 'node:crypto';
import { destinationOf } from '@gatehouse/display';
import type { Request, Response } from 'express';

import type { ProxyWords } from './words.ts';
import { english } from './words-en.ts';

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

/** A page in the words of whoever reads it. */
export type ProxyPage = (words: ProxyWords) => PageParts;

export interface PageParts {
  readonly title: string;
  readonly status?: number;
  /** HTML, in which all texts are escaped. */
  readonly body: string;
  readonly head?: string;
}

/** The words for whoever reads the answer to a request. There is one language so far. */
function wordsFor(_req: Request): ProxyWords {
  return english;
}

export function sendPage(res: Response, page: ProxyPage): void {
  const words = wordsFor(res.req);
  const { title, status = 200, body, head = '' } = page(words);
  res
    .status(status)
    .set(headers)
    .type('html')
    .send(
      `<!doctype html><html lang="${words.language}"><head><meta charset="utf-8"><title>${escape(title)}</title>` +
        `<meta name="viewport" content="width=device-width">${head}<style>${style}</style></head>` +
        `<body><main><h1>${escape(title)}</h1>${body}</main></body></html>`,
    );
}

/**
 * Sends the browser to another address after a form, by a page that continues by itself. A redirect
 * would be blocked, because browsers apply the policy `form-action` to all redirects after a form.
 */
export function sendContinuePage(
  res: Response,
  title: (words: ProxyWords['goingOn']) => string,
  url: string,
): void {
  const target = escape(url);
  sendPage(res, ({ goingOn }) => ({
    title: title(goingOn),
    head: `<meta http-equiv="refresh" content="0;url=${target}">`,
    body: `<p><a class="next" href="${target}">${goingOn.next}</a></p>`,
  }));
}

/** What the user can tell the operator, who finds it in the log. */
export function referenceOf(words: ProxyWords, reference: string | undefined): string {
  return reference === undefined
    ? ''
    : `<dl><dt>${words.reference}</dt><dd><code>${escape(reference)}</code></dd></dl>`;
}

/** Where the answer goes, as HTML within a sentence. */
export function destinationInWords({ destination }: ProxyWords, redirectUri: string): string {
  const to = destinationOf(redirectUri);
  switch (to.kind) {
    case 'https':
      return escape(to.host);
    case 'loopback':
      return destination.program({ host: escape(to.host) });
    case 'custom-scheme':
      return destination.app({ scheme: escape(to.scheme) });
  }
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
