import type { Request } from 'express';

import type { AuthInfo } from '../contract/auth-info.ts';
import { ConfigurationError } from '../errors/errors.ts';

/**
 * The verified token of a request, behind `protect`.
 *
 * It reads `req.auth`, which the MCP SDK uses as well. The SDK declares the type of that property, so
 * this package does not.
 *
 * @throws {@link ConfigurationError} when the route is not behind `protect`
 */
export function authOf(req: Request): AuthInfo {
  const auth = (req as { auth?: unknown }).auth as AuthInfo | undefined;
  if (auth === undefined) throw new ConfigurationError(`${req.path} is not behind protect()`);
  return auth;
}
