import type { RequestHandler } from 'express';

import { metadataAnswer } from '../protected-resource/metadata-answer.ts';
import type { ProtectedResource } from '../protected-resource/protected-resource.ts';
import { type MetadataOptions, serverMetadata } from '../server-metadata/server-metadata.ts';
import { send } from './send.ts';

/**
 * Serves the protected-resource metadata (RFC 9728 §3) at the well-known URL with the path of the
 * resource and at the one without it, for any origin. On demand it also serves a copy of the
 * authorization server's metadata. Mount it at the root of the application.
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
