import type { RequestHandler } from 'express';
import type { GateName } from '../../protocol/endpoints.ts';
import { saysForeignPage } from '../../provider/limits/foreign-page.ts';
import { HttpError } from '../sending/errors.ts';
import type { LimitKey } from './keys.ts';
import type { Limit } from './limit.ts';

/** Limits that are checked before an endpoint runs. */
export type Gates = Readonly<Record<GateName, RequestHandler>>;

/**
 * Serves so many requests for each address; what is more gets a page. What foreign pages send the
 * browser to is counted apart, so that they cannot use up what the user's programs need.
 */
export function pageGate(limit: Limit, key: LimitKey, ownOrigin: string): RequestHandler {
  return async (req, res, next) => {
    const foreign = saysForeignPage((name) => req.get(name), ownOrigin);
    const wait = await limit.take(key({ address: req.ip, foreign }));
    if (wait > 0) {
      res.set('Retry-After', String(wait));
      throw new HttpError('too_many_requests', undefined, { wait });
    }
    next();
  };
}
