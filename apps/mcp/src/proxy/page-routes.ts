import { fileHeaders } from '@gatehouse/brand';
import { languageCookie } from '@gatehouse/display';
import express, { type RequestHandler } from 'express';

import { isFromHere } from './browser-requests.ts';
import { type PageMaking, sendPage } from './sending.ts';
import { LANGUAGES } from './words/languages.ts';

/** Stylesheet, icon and logo. Their paths change with what is in them. */
export function pageAssets({ files }: PageMaking): RequestHandler {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return (req, res, next) => {
    const file = byPath.get(req.path);
    if (file === undefined) return next();
    res.set(fileHeaders(file.contentType)).send(Buffer.from(file.body));
  };
}

/** The most that is read: a page puts about as much into its form as it shows. */
const LIMIT = '64kb';

/**
 * The switch in the foot of every page: keeps which language somebody chose, and shows the page once more in
 * it. Nothing else changes: a request that waits for its answer still does.
 */
export function choosingLanguage(making: PageMaking, url: string): RequestHandler[] {
  return [
    express.urlencoded({ extended: false, limit: LIMIT, parameterLimit: 5 }),
    (req, res) => {
      const { language, page } = (req.body ?? {}) as Record<string, unknown>;
      const chosen = LANGUAGES.find((one) => one.language === language)?.language;
      const shown = isFromHere(req, url) ? making.again.open(page) : undefined;
      if (chosen === undefined || shown === undefined) {
        return sendPage(res, 'ExpiredPage', {}, { status: 400 });
      }
      res.append('Set-Cookie', languageCookie(chosen, making.secure));
      // What it says happened before, and is not an answer to this.
      sendPage(res, shown.name, shown.props as never, { chosen });
    },
  ];
}
