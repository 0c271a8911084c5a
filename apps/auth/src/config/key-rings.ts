import type { Environment } from './environment.ts';
import { keyWeakness } from './key-strength.ts';

export const KEY_BYTES = 32;

/** How an operator makes a key of either ring. */
export const NEW_KEY = 'openssl rand -base64 32';

type KeyRing = 'ENCRYPTION_KEYS' | 'COOKIE_KEYS';

/**
 * The keys of a ring as text, newest first: base64 or base64url of 32 bytes, separated by commas.
 * No key, or part of one, ever enters a fault.
 *
 * @returns undefined where the variable is not set
 */
export function readKeyRing(
  environment: Environment,
  variable: KeyRing,
  production: boolean,
): string[] | undefined {
  const { faults } = environment;
  const keys = environment.list(variable);
  if (keys.length === 0) return undefined;

  for (const [index, key] of keys.entries()) {
    const nth =
      keys.length === 1 ? 'holds a key that' : `holds ${keys.length} keys, and number ${index + 1}`;
    const bytes = decodeKey(key);
    if (bytes === undefined) {
      faults.add(
        variable,
        `${nth} is not base64 of ${KEY_BYTES} bytes`,
        `Make keys with: ${NEW_KEY}`,
      );
      continue;
    }
    const weakness = production ? keyWeakness(key, bytes) : undefined;
    if (weakness !== undefined) {
      faults.add(variable, `${nth} ${weakness}`, `Make keys with: ${NEW_KEY}`);
    }
    if (keys.indexOf(key) !== index) {
      faults.add(variable, `${nth} is there twice`, 'List each key once, newest first.');
    }
  }
  return keys;
}

/** One key for two purposes makes one leak two. */
export function refuseSharedKeys(
  { faults }: Environment,
  encryptionKeys: readonly string[],
  cookieKeys: readonly string[],
): void {
  if (cookieKeys.some((key) => encryptionKeys.includes(key))) {
    faults.add(
      'COOKIE_KEYS',
      'holds a key that is in ENCRYPTION_KEYS too',
      `Make another with: ${NEW_KEY}`,
    );
  }
}

/** The bytes of a key in either base64 alphabet, or undefined where it is anything else. */
export function decodeKey(key: string): Uint8Array | undefined {
  const base64url = key
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/={1,2}$/, '');
  const bytes = Buffer.from(base64url, 'base64url');
  // Node skips what it cannot decode, so only a key that encodes back to itself was one.
  if (bytes.length !== KEY_BYTES || bytes.toString('base64url') !== base64url) return undefined;
  return new Uint8Array(bytes);
}
