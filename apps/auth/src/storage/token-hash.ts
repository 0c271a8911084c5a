import { hash } from 'node:crypto';

/**
 * The only form in which a token, code, cookie or one-time handle is stored: its SHA-256, base64url.
 * They carry at least 128 random bits, so a salt or a slow hash would add nothing.
 */
export function tokenHash(value: string): string {
  return hash('sha256', value, 'base64url');
}
