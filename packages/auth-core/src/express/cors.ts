import type { RequestHandler } from 'express';

import { corsHeaders } from '../protected-resource/cors.ts';

/** Allows requests of browser clients, and answers their preflights. Mount it before `protect`. */
export function cors(): RequestHandler {
  return (req, res, next) => {
    res.set(corsHeaders(req.method));
    if (req.method === 'OPTIONS') res.status(204).end();
    else next();
  };
}
