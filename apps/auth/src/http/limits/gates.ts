import type { Request, RequestHandler, Response } from 'express';
import { HttpError } from '../errors.ts';
import type { LimitKey } from './keys.ts';
import type { Limit } from './limit.ts';

const TOO_MANY_REQUESTS = {
  error: 'too_many_requests',
  error_description: 'Too many requests from this network. Try again later.',
} as const;

/** Serves so many requests for each address; what is more gets a page. */
export function pageGate(limit: Limit, key: LimitKey): RequestHandler {
  return async (req, res, next) => {
    const wait = await limit.take(key(req.ip));
    if (wait > 0) {
      res.set('Retry-After', String(wait));
      throw new HttpError('too_many_requests');
    }
    next();
  };
}

/**
 * Serves so many registrations for each address, and so many in all: what is stored stays. Those that
 * an address is refused do not count against the total.
 */
export function registrationGate(perAddress: Limit, total: Limit, key: LimitKey): RequestHandler {
  return async (req: Request, res: Response, next) => {
    const wait = (await perAddress.take(key(req.ip))) || (await total.take('all'));
    if (wait === 0) {
      next();
      return;
    }
    res.set({ 'Retry-After': String(wait), 'Cache-Control': 'no-store' });
    res.status(429).json(TOO_MANY_REQUESTS);
  };
}
