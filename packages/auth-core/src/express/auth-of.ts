import type { Request } from 'express';

import type { AuthInfo } from '../contract/auth-info.ts';
import { ConfigurationError } from '../errors/errors.ts';

/**
 * Who is asking, behind `protect`.
 *
 * It reads `req.auth`, which is where the MCP SDK looks as well. The type of that property is the
 * SDK's to declare, so this package declares none of its own.
 *
 * @throws {@link ConfigurationError} when the route is not behind `protect`
 */
export function authOf(req: Request): AuthInfo {
  const auth = (req as { auth?: unknown }).auth as AuthInfo | undefined;
  if (auth === undefined) throw new ConfigurationError(`${req.path} is not behind protect()`);
  return auth;
}
