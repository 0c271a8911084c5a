import type { RequestHandler } from 'express';

import { corsHeaders } from '../cors.ts';
import type { ProtectedResource } from '../protected-resource.ts';

/**
 * Serves the protected-resource metadata (RFC 9728 §3) at its path-inserted and its root
 * well-known, to anyone from anywhere. Mount it at the root of the application.
 */
export function metadataRoutes(resource: ProtectedResource): RequestHandler {
  const document = JSON.stringify(resource.metadata);
  return (req, res, next) => {
    if (!resource.metadataPaths.includes(withoutTrailingSlash(req.path))) return next();
    res.set(corsHeaders(req.method));
    if (req.method === 'OPTIONS') {
      res.status(204).end();
    } else if (req.method === 'GET' || req.method === 'HEAD') {
      res.type('json').set('Cache-Control', 'public, max-age=300').send(document);
    } else {
      res.status(405).set('Allow', 'GET, HEAD, OPTIONS').json({ error: 'method_not_allowed' });
    }
  };
}

function withoutTrailingSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
