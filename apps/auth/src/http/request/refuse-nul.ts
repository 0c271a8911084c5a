import type { RequestHandler } from 'express';
import { HttpError } from '../sending/errors.ts';

/**
 * Refuses addresses that hold a NUL. Postgres cannot store one in text, and nobody who means well
 * sends one, so it ends here with a clear answer instead of deep inside with a failure.
 */
export const refuseNul: RequestHandler = (req, _res, next) => {
  if (/%00/.test(req.url)) throw new HttpError('invalid_request', 'nul');
  next();
};
