import { ConfigurationError } from '../errors/errors.ts';
import { isSecureUrl } from './secure-url.ts';

/**
 * One name or several. No name, an empty one or one with white space is refused: it usually comes
 * from an environment variable that is not set correctly.
 *
 * @throws {@link ConfigurationError}
 */
export function names(option: string, value: string | readonly string[]): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0 || !list.every((name) => typeof name === 'string' && /^\S+$/.test(name))) {
    throw new ConfigurationError(
      `${option}: ${JSON.stringify(value)} is not a name, or several, without white space`,
    );
  }
  return list as readonly string[];
}

/**
 * A number in a range.
 *
 * @throws {@link ConfigurationError}
 */
export function within(option: string, value: number, least: number, most: number): number {
  // NaN is in no range.
  if (typeof value === 'number' && value >= least && value <= most) return value;
  throw new ConfigurationError(`${option}: ${String(value)} is not from ${least} to ${most}`);
}

/**
 * A secret or an identifier that is required. An empty one is refused: it usually comes from an
 * environment variable that is not set.
 *
 * @throws {@link ConfigurationError} which does not quote the value
 */
export function text(option: string, value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new ConfigurationError(`${option}: it is missing or empty`);
  }
  if (/[\r\n]/.test(value)) {
    throw new ConfigurationError(`${option}: there is a line break in it; a file ends in one, say`);
  }
  return value;
}

/**
 * A URL that secrets and tokens are sent to.
 *
 * @throws {@link ConfigurationError}
 */
export function secureUrl(option: string, value: string): string {
  if (typeof value === 'string' && isSecureUrl(value) && !value.includes('#')) return value;
  throw new ConfigurationError(
    `${option}: ${JSON.stringify(value)} is not an https URL (or http on this machine)`,
  );
}
