import type { RequestHandler } from 'express';
import { endpointAt, kindAt } from '../../protocol/addresses.ts';
import { ENDPOINTS } from '../../protocol/endpoints.ts';

/**
 * Refuses `HEAD` on the steps of an authorization. Routers run it as a `GET` without a body, so that a
 * program which only looks at an address (a link preview, a scanner) would take the step.
 */
export const noHead: RequestHandler = (req, res, next) => {
  if (req.method !== 'HEAD' || kindAt(req.path) !== 'step') {
    next();
    return;
  }
  const endpoint = endpointAt(req.path);
  const methods = endpoint === undefined ? ['GET'] : ENDPOINTS[endpoint].methods;
  res.status(405).set('Allow', methods.join(', ')).end();
};
