import type { RequestHandler } from 'express';
import { HttpError } from './errors.ts';
import { isStep } from './no-head.ts';

/**
 * Refuses to take a step of an authorization for anything but a window of the browser: images, frames
 * and scripts of any page could take it a thousand times unseen, in the name of whoever looks at the
 * page. Comes before the limits, so that they count for nobody. Browsers say what they load something
 * for (`Sec-Fetch-Dest`, Fetch Metadata §2.1), and that they fetch it before anybody asked to see it
 * (`Sec-Purpose`, Fetch standard §3.6); what says nothing is no page's doing, or is an old browser, and
 * passes.
 */
export const navigationOnly: RequestHandler = (req, _res, next) => {
  const destination = req.get('Sec-Fetch-Dest') ?? 'document';
  const isAhead = (req.get('Sec-Purpose') ?? '').startsWith('prefetch');
  if (isStep(req.path) && (destination !== 'document' || isAhead)) {
    throw new HttpError('invalid_request');
  }
  next();
};
