import { isSeen } from '@gatehouse/display';
import type { RequestHandler } from 'express';
import { kindAt } from '../../protocol/addresses.ts';
import { HttpError } from '../sending/errors.ts';

/**
 * Refuses to take a step of an authorization for anything but a window of the browser: images, frames
 * and scripts of any page could take it a thousand times unseen, in the name of whoever looks at the
 * page, and a page that is loaded ahead would count as shown (consent/first-shown.ts). Comes before the
 * limits, so that they count for nobody. A request without `Sec-Fetch-Dest` comes from a program or an
 * old browser, and is let through.
 */
export const navigationOnly: RequestHandler = (req, _res, next) => {
  if (kindAt(req.path) === 'step' && !isSeen(req.headers)) {
    throw new HttpError('invalid_request', 'not_a_window');
  }
  next();
};
