import type { RequestHandler } from 'express';

const STEPS = /^\/(?:auth|interaction|callback)(?:\/|$)/;

/** Where a request does something: begins an authorization, takes an answer, resumes, sets a cookie. */
export function isStep(path: string): boolean {
  return STEPS.test(path);
}

/**
 * Refuses `HEAD` on the steps of an authorization. Routers run it as a `GET` without a body, so that a
 * program which only looks at an address (a link preview, a scanner) would take the step.
 */
export const noHead: RequestHandler = (req, res, next) => {
  if (req.method !== 'HEAD' || !isStep(req.path)) {
    next();
    return;
  }
  res
    .status(405)
    .set('Allow', req.path === '/auth' ? 'GET, POST' : 'GET')
    .end();
};
