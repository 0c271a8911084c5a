import { ConfigurationError } from '../errors/errors.ts';
import { isSecureUrl } from '../options/secure-url.ts';
import type { TokenProfile } from '../verifiers/jwt/options.ts';

/** The options of `jwtVerifier` that a preset fills in. */
export interface Preset extends TokenProfile {
  readonly issuer: string | readonly string[];
  readonly jwksUri: string;
}

/**
 * A bare host name, such as `example.okta.com`.
 *
 * @throws {@link ConfigurationError}
 */
export function host(option: string, value: string): string {
  if (typeof value === 'string' && /^[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d+)?$/i.test(value)) {
    return value;
  }
  throw new ConfigurationError(
    `${option}: ${JSON.stringify(value)} is not a host name alone, such as auth.example.com`,
  );
}

/**
 * One segment of a path, such as a realm or a tenant.
 *
 * @throws {@link ConfigurationError}
 */
export function segment(option: string, value: string): string {
  if (typeof value === 'string' && /^[\w-][\w.-]*$/.test(value)) return value;
  throw new ConfigurationError(`${option}: ${JSON.stringify(value)} is not a name`);
}

/**
 * A base URL, without the slash at its end.
 *
 * @throws {@link ConfigurationError}
 */
export function base(option: string, value: string): string {
  if (typeof value === 'string' && isSecureUrl(value) && !/[?#]/.test(value)) {
    return value.replace(/\/$/, '');
  }
  throw new ConfigurationError(
    `${option}: ${JSON.stringify(value)} is not an https URL (or http on this machine)`,
  );
}
