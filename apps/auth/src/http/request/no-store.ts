import type { RequestHandler } from 'express';
import { kindAt } from '../../protocol/addresses.ts';
import { NO_STORE } from '../../protocol/cache-control.ts';

/** Nobody may keep an answer, unless whoever makes it says otherwise: pages and tokens are personal. */
export const noStore: RequestHandler = (req, res, next) => {
  res.set('Cache-Control', kindAt(req.path) === 'program' ? 'no-store' : NO_STORE);
  next();
};
