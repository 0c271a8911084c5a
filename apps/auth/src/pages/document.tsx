import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { favicon, stylesheet } from './assets.ts';
import { BrandMark } from './marks/brand.tsx';

interface DocumentProps {
  /** what the page is, for the browser's title bar; “Gatehouse” is added */
  readonly title: string;
  /** an address on the web, or a path, that the browser goes to at once (see `forwardTarget`) */
  readonly forwardTo?: string;
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

/** The frame of every page: head, brand, and one main landmark that holds the page's only `h1`. */
export function Document({ title, forwardTo, wide, children }: DocumentProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        {forwardTo !== undefined && <meta http-equiv="refresh" content={`0; url=${forwardTo}`} />}
        <title>{`${title} · Gatehouse`}</title>
        <link rel="stylesheet" href={stylesheet.path} />
        <link rel="icon" type={favicon.contentType} href={favicon.path} />
      </head>
      <body>
        <header class="brand">
          <BrandMark />
          <span>Gatehouse</span>
        </header>
        <main class={wide ? 'wide' : undefined}>{children}</main>
      </body>
    </html>
  );
}

/** The complete HTML of a page. */
export function renderPage(page: VNode): string {
  return `<!doctype html>\n${renderToString(page)}\n`;
}
