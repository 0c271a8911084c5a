import { isJsonContentType } from '@modelcontextprotocol/server';
import type { RequestHandler } from 'express';

import { noteRefusal } from '../request/request.ts';

/**
 * Refuses a body that is not plain JSON, before any of it is read. This also stops posts of forms on
 * other sites, which browsers send without a preflight.
 */
export function jsonOnly(): RequestHandler {
  return (req, res, next) => {
    if (req.method !== 'POST') return next();
    const encoding = req.headers['content-encoding'] ?? 'identity';
    if (isJsonContentType(req.headers['content-type'] ?? null) && encoding === 'identity') {
      return next();
    }
    noteRefusal('content_type');
    res
      .status(415)
      .set('Accept-Post', 'application/json')
      .set('Accept-Encoding', 'identity')
      .json({
        jsonrpc: '2.0',
        error: { code: -32_000, message: 'Send application/json without content encoding' },
        id: null,
      });
  };
}
