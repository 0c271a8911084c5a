import type { RequestHandler } from 'express';

/** Where a `GET` does something: begins a request, takes an answer, resumes, sets a cookie. */
const STEPS = /^\/(?:auth|interaction|callback)(?:\/|$)/;

/**
 * Refuses `HEAD` on the steps of an authorization. Routers run it as a `GET` without a body, so that a
 * program which only looks at an address (a link preview, a scanner) would take the step.
 */
export const noHead: RequestHandler = (req, res, next) => {
  if (req.method !== 'HEAD' || !STEPS.test(req.path)) {
    next();
    return;
  }
  res.status(405).set('Allow', 'GET').end();
};
