import type { Request, Response } from 'express';

import { protect } from '../express/index.ts';
import { protectedResource } from '../index.ts';
import type { Verifier } from '../contract/verifier.ts';

/** The result of a request: the status of the refusal, or that it was accepted. */
export type Outcome = number | 'let in';

/**
 * A replacement for Express with only what `protect` needs. It also passes on headers that an HTTP
 * parser would refuse.
 */
export function behindProtect(verifier: Verifier) {
  const resource = protectedResource({
    resource: 'https://mcp.example.com/mcp',
    authorizationServers: ['https://auth.example.com'],
    scopesSupported: ['mcp:read'],
    initialScopes: ['mcp:read'],
    verifier,
  });
  const handler = protect(resource);

  return async (authorization: readonly string[], url = '/mcp'): Promise<Outcome> => {
    let outcome: Outcome | undefined;
    const res = {
      set: () => res,
      status(code: number) {
        outcome = code;
        return res;
      },
      json: () => res,
      end: () => res,
    };
    const req = {
      headersDistinct: { authorization },
      headers: {},
      method: 'POST',
      originalUrl: url,
    };
    await handler(req as unknown as Request, res as unknown as Response, () => {
      outcome = 'let in';
    });
    if (outcome === undefined) throw new Error('the request was not answered');
    return outcome;
  };
}
