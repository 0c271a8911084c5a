import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { favicon, stylesheet } from './assets.ts';
import { BrandMark } from './marks/brand.tsx';
import { useWords, WordsOfPage } from './words/in-words.ts';
import type { Words } from './words/words.ts';

/** A page: what it is about, and the words of its reader, make a complete HTML document. */
export type Page<Props> = (props: Props, words: Words) => string;

interface DocumentProps {
  /** the title of the page; the name is added */
  readonly title: string;
  /** an address on the web, or a path, that the browser goes to at once (see `forwardTarget`) */
  readonly forwardTo?: string;
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

/** What this server is called, in every language. */
export const NAME = 'Gatehouse';

/** The parts that every page has: head, brand, and one main landmark with the only `h1`. */
export function Document({ title, forwardTo, wide, children }: DocumentProps) {
  const { language } = useWords();
  const named = `${title} · ${NAME}`;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        {forwardTo !== undefined && <meta http-equiv="refresh" content={`0; url=${forwardTo}`} />}
        <title>{named}</title>
        <link rel="stylesheet" href={stylesheet.path} />
        <link rel="icon" type={favicon.contentType} href={favicon.path} />
      </head>
      <body>
        <header class="brand">
          <BrandMark />
          <span>{NAME}</span>
        </header>
        <main class={wide ? 'wide' : undefined}>{children}</main>
      </body>
    </html>
  );
}

/** Renders a page to complete HTML. */
export function renderPage(page: VNode, words: Words): string {
  return `<!doctype html>\n${renderToString(<WordsOfPage value={words}>{page}</WordsOfPage>)}\n`;
}
