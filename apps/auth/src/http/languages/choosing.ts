import { languageCookie } from '@gatehouse/display';
import express, { type IRouter, type Request, type Response } from 'express';
import { PAGES } from '../../pages/pages.ts';
import { ENDPOINTS } from '../../protocol/endpoints.ts';
import { servedRequest } from '../../provider/request.ts';
import { sameOriginOnly, saysSameOrigin } from '../request/same-origin.ts';
import { HttpError } from '../sending/errors.ts';
import { sendPage } from '../sending/send-page.ts';
import type { PageMaking } from '../sending/made-page.ts';

/** The most that is read. What a page puts into its form is about as long as what it shows. */
const LIMIT = '64kb';

/**
 * The switch in the foot of every page: keeps which language somebody chose, and shows the page once more in
 * it. Nothing else changes: a request that waits for its answer still does.
 */
export function choosingLanguage(
  router: IRouter,
  {
    publicUrl,
    again,
    languages,
  }: Pick<PageMaking, 'again' | 'languages'> & {
    readonly publicUrl: URL;
  },
): void {
  const { path } = ENDPOINTS.language;
  const form = express.urlencoded({ extended: false, limit: LIMIT, parameterLimit: 5 });
  // Whoever types the address of a page that came again, or opens it a day later.
  router.get(path, (_req, res) => res.redirect(303, ENDPOINTS.home.path));
  router.post(path, sameOriginOnly(publicUrl), form, (req: Request, res: Response) => {
    const { language, page: sealed } = (req.body ?? {}) as Record<string, unknown>;
    const chosen = languages.find((one) => one.language === language)?.language;
    if (chosen === undefined) throw new HttpError('invalid_request', 'unreadable_request');
    servedRequest().chosenLanguage = chosen;
    res.append('Set-Cookie', languageCookie(chosen, publicUrl.protocol === 'https:'));
    const shown = again.open(sealed);
    if (shown === undefined) return res.redirect(303, ENDPOINTS.home.path);
    if ('at' in shown) return res.redirect(303, shown.at);
    // The form has no token of this browser. Where the browser does not say whose form it is, what happened
    // to somebody else is not shown as if it had happened here.
    if (!saysSameOrigin(req, publicUrl)) return res.redirect(303, ENDPOINTS.home.path);
    const { page, props, inAuthorizationFlow } = shown;
    // What it says happened before, and is not an answer to this.
    return sendPage(res, PAGES[page] as Parameters<typeof sendPage>[1], props, {
      inAuthorizationFlow,
      isAgain: true,
    });
  });
}
