import type { RequestHandler } from 'express';

import { metadataAnswer } from '../protected-resource/metadata-answer.ts';
import type { ProtectedResource } from '../protected-resource/protected-resource.ts';
import { type MetadataOptions, serverMetadata } from '../server-metadata/server-metadata.ts';
import { send } from './send.ts';

/**
 * Serves the protected-resource metadata (RFC 9728 §3) at its path-inserted and its root
 * well-known, to anyone from anywhere, and a copy of the authorization server's where that is
 * wanted. Mount it at the root of the application.
 */
export function metadataRoutes(
  resource: ProtectedResource,
  options: MetadataOptions = {},
): RequestHandler {
  const answerServerMetadata = serverMetadata(resource, options.serverMetadata);
  return (req, res, next) => {
    const answer = metadataAnswer(resource, req);
    if (answer !== undefined) return send(res, answer);
    const copy = answerServerMetadata(req);
    if (copy === undefined) return next();
    copy.then((known) => send(res, known)).catch(next);
  };
}
