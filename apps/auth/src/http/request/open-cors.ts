import type { RequestHandler } from 'express';
import type { Endpoint } from '../../protocol/endpoints.ts';
import { REQUEST_ID } from '../../protocol/request-id.ts';

/**
 * CORS headers for endpoints that any page may call and for which the library sends none: MCP clients
 * run in browsers, too, and register there. No credentials are involved.
 */
export function openCors({ methods }: Pick<Endpoint, 'methods'>): RequestHandler {
  return (req, res, next) => {
    res.vary('Origin');
    if (req.get('Origin') !== undefined) {
      // As the library where it writes them itself: a token may be what is wrong.
      const exposed = `WWW-Authenticate, ${REQUEST_ID}`;
      res.set({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': exposed });
    }
    if (req.method !== 'OPTIONS') {
      next();
      return;
    }
    res.set({
      'Access-Control-Allow-Methods': methods.join(', '),
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept, MCP-Protocol-Version',
      'Access-Control-Max-Age': '3600',
    });
    res.status(204).end();
  };
}
