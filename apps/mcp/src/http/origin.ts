import { isLoopback } from '@gatehouse/auth-core';
import type { RequestHandler } from 'express';

import type { AllowedOrigins } from '../config/reachable-from.ts';
import { noteRefusal } from '../request/request.ts';

/**
 * Refuses requests from web pages that are not allowed (MCP Streamable HTTP, security warning:
 * DNS rebinding). Programs send no `Origin` and pass.
 */
export function checkOrigin(allowed: AllowedOrigins): RequestHandler {
  return (req, res, next) => {
    const { origin } = req.headers;
    if (origin === undefined || isAllowed(origin, allowed)) return next();
    noteRefusal('origin');
    res.status(403).json({
      jsonrpc: '2.0',
      error: { code: -32_000, message: 'Requests from this Origin are not allowed' },
      id: null,
    });
  };
}

function isAllowed(origin: string, { exact, loopback }: AllowedOrigins): boolean {
  if (exact.has(origin)) return true;
  return loopback && URL.canParse(origin) && isLoopbackPage(new URL(origin), origin);
}

function isLoopbackPage(url: URL, origin: string): boolean {
  // The header is only an origin: a browser sends no path, user or fragment.
  return /^https?:$/.test(url.protocol) && url.origin === origin && isLoopback(url.hostname);
}
