import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { favicon, stylesheet } from './assets.ts';
import { BrandMark } from './marks/brand.tsx';

interface DocumentProps {
  /** the title of the page; “Gatehouse” is added */
  readonly title: string;
  /** an address on the web, or a path, that the browser goes to at once (see `forwardTarget`) */
  readonly forwardTo?: string;
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

/** The parts that every page has: head, brand, and one main landmark with the only `h1`. */
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

/** Renders a page to complete HTML. */
export function renderPage(page: VNode): string {
  return `<!doctype html>\n${renderToString(page)}\n`;
}
