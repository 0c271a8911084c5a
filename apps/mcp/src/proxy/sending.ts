import { type PageFiles, pageFiles } from '@gatehouse/brand';
import { chosenLanguage, languageFor, type Languages } from '@gatehouse/display';
import type { Request, Response } from 'express';

import type { ProxyMode } from '../modes/proxy.ts';
import { PagesAgain } from './pages-again.ts';
import { type PageName, PAGES, type PropsOf } from './pages/pages.ts';
import { type ProxyPage, renderPage } from './pages/setting.tsx';
import { ASSET_PREFIX } from './paths.ts';
import { LANGUAGES } from './words/languages.ts';
import type { ProxyWords } from './words/words.ts';

/** `no-transform`: services in front would hide e-mail addresses behind a script, which may not run here. */
export const noStore = 'no-store, no-transform';

/** The page has no scripts, loads nothing from elsewhere, cannot be in a frame, and posts only here. */
const headers = {
  'Cache-Control': noStore,
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; " +
    "frame-ancestors 'none'; base-uri 'none'",
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** What every page of a proxy is made with. */
export interface PageMaking extends PageFiles {
  readonly again: PagesAgain;
  /** whether pages are served over https */
  readonly secure: boolean;
}

export function pageMaking({ operator }: Pick<ProxyMode, 'operator'>, url: string): PageMaking {
  const addressOf = (name: string, extension: string) => `${ASSET_PREFIX}${name}.${extension}`;
  return {
    ...pageFiles(operator, addressOf),
    again: new PagesAgain(),
    secure: url.startsWith('https:'),
  };
}

/** What the application keeps for {@link sendPage}. */
export interface PageLocals {
  readonly making: PageMaking;
}

interface PageOptions {
  readonly status?: number;
  /** the language that was chosen with this very request */
  readonly chosen?: string;
  /** what the client said of its reader (OpenID Connect Core §3.1.2.1), where this request does not repeat it */
  readonly uiLocales?: string | undefined;
}

/** Sends a page in the words of its reader. */
export function sendPage<Name extends PageName>(
  res: Response,
  name: Name,
  props: PropsOf<Name>,
  { status = 200, ...wishes }: PageOptions = {},
): void {
  const { brand, stylesheet, icon, again, secure } = (res.app.locals as PageLocals).making;
  const words = wordsFor(res.req, secure, wishes);
  // One that leads on by itself would do so once more, with a code that was used.
  const leadsOn = name === 'GoingOnPage';
  const html = renderPage(PAGES[name] as ProxyPage<PropsOf<Name>>, props, {
    words,
    brand,
    assets: { stylesheet: stylesheet.path, icon },
    ...(!leadsOn && {
      languages: {
        page: again.seal({ name, props }),
        others: LANGUAGES.filter((other) => other !== words),
      },
    }),
  });
  res
    .status(status)
    .set({ ...headers, 'Content-Language': words.language })
    .vary('Accept-Language, Cookie')
    .type('html')
    .send(html);
}

const TAGS = LANGUAGES.map(({ language }) => language) as unknown as Languages;

/** What the reader chose on a page, else `ui_locales` of the request, else what their browser says. */
function wordsFor(
  req: Request,
  secure: boolean,
  { chosen, uiLocales }: Pick<PageOptions, 'chosen' | 'uiLocales'>,
): ProxyWords {
  const tag = languageFor(
    {
      chosen: chosen ?? chosenLanguage(req.headers.cookie, TAGS, secure),
      uiLocales: uiLocales ?? req.query['ui_locales'],
      acceptLanguage: req.headers['accept-language'],
    },
    TAGS,
  );
  return LANGUAGES.find(({ language }) => language === tag) ?? LANGUAGES[0];
}
