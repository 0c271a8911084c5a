import type { RequestHandler } from 'express';
import { HttpError } from './errors.ts';
import { isStep } from './no-head.ts';

/** Where browsers say that they load ahead (`Sec-Purpose`, Fetch standard §3.6), the older ones too. */
const PURPOSES = ['Sec-Purpose', 'Purpose', 'X-Moz'];

/**
 * Refuses to take a step of an authorization for anything but a window of the browser: images, frames
 * and scripts of any page could take it a thousand times unseen, in the name of whoever looks at the
 * page, and a page that is loaded ahead would count as shown (consent/first-shown.ts). Comes before the
 * limits, so that they count for nobody. Browsers say what they load something for (`Sec-Fetch-Dest`,
 * Fetch Metadata §2.1); what says nothing is no page's doing, or is an old browser, and passes.
 */
export const navigationOnly: RequestHandler = (req, _res, next) => {
  const destination = req.get('Sec-Fetch-Dest') ?? 'document';
  const isAhead = PURPOSES.some((name) => /prefetch|prerender|preview/i.test(req.get(name) ?? ''));
  if (isStep(req.path) && (destination !== 'document' || isAhead)) {
    throw new HttpError('invalid_request');
  }
  next();
};
