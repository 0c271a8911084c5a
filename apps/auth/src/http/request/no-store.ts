import type { RequestHandler } from 'express';

/** Nobody may keep an answer, unless whoever makes it says otherwise: pages and tokens are personal. */
export const noStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
