import type { RequestHandler } from 'express';

/**
 * CORS for dynamic registration, which the library leaves without: MCP clients run in browsers, too.
 * Any origin may register, as any program may; no credentials are involved.
 */
export const registrationCors: RequestHandler = (req, res, next) => {
  res.vary('Origin');
  if (req.get('Origin') !== undefined) res.set('Access-Control-Allow-Origin', '*');
  if (req.method !== 'OPTIONS') {
    next();
    return;
  }
  res.set({
    'Access-Control-Allow-Methods': 'POST',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept, MCP-Protocol-Version',
    'Access-Control-Max-Age': '3600',
  });
  res.status(204).end();
};
