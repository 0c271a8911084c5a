import type { RequestHandler } from 'express';

import { metadataAnswer } from '../metadata-answer.ts';
import type { ProtectedResource } from '../protected-resource.ts';
import { send } from './send.ts';

/**
 * Serves the protected-resource metadata (RFC 9728 §3) at its path-inserted and its root
 * well-known, to anyone from anywhere. Mount it at the root of the application.
 */
export function metadataRoutes(resource: ProtectedResource): RequestHandler {
  return (req, res, next) => {
    const answer = metadataAnswer(resource, req);
    if (answer === undefined) next();
    else send(res, answer);
  };
}
