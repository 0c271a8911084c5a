import { randomBytes } from 'node:crypto';
import type { Config } from './config.ts';
import {
  type DevelopmentSecrets,
  DevelopmentSecretsError,
  developmentSecrets,
  existingSecrets,
} from './development-secrets.ts';
import type { Environment } from './environment.ts';
import { decodeKey, KEY_BYTES, readKeyRing, refuseSharedKeys } from './key-rings.ts';

/**
 * Both rings of keys. What is not set is made once in development, and kept in `secrets.json` of the
 * data directory.
 *
 * @param makeKey makes a development key, as text; 32 random bytes unless told
 */
export function readKeys(
  environment: Environment,
  production: boolean,
  dataDirectory: string,
  makeKey: () => string = newKey,
): Pick<Config, 'encryptionKeys' | 'cookieKeys'> {
  let encryptionKeys = readKeyRing(environment, 'ENCRYPTION_KEYS', production);
  let cookieKeys = readKeyRing(environment, 'COOKIE_KEYS', production);
  const missing = encryptionKeys === undefined || cookieKeys === undefined;
  // A faulty PUBLIC_URL may be that of a production server, where no file is to be left behind.
  if (missing && !production && !environment.faults.has('PUBLIC_URL')) {
    const made = orFault(environment, dataDirectory, () =>
      developmentSecrets(dataDirectory, makeKey),
    );
    encryptionKeys ??= made?.encryptionKeys;
    cookieKeys ??= made?.cookieKeys;
  }
  refuseSharedKeys(environment, encryptionKeys ?? [], cookieKeys ?? []);
  return {
    encryptionKeys: (encryptionKeys ?? []).flatMap((key) => decodeKey(key) ?? []),
    cookieKeys: cookieKeys ?? [],
  };
}

/**
 * The ring that seals, of the variable or, in development, of a `secrets.json` that is there already.
 *
 * @returns undefined where there is neither
 */
export function existingEncryptionKeys(
  environment: Environment,
  production: boolean,
  dataDirectory: string,
): readonly Uint8Array[] | undefined {
  const keys =
    readKeyRing(environment, 'ENCRYPTION_KEYS', production) ??
    (production
      ? undefined
      : orFault(environment, dataDirectory, () => existingSecrets(dataDirectory))?.encryptionKeys);
  return keys?.flatMap((key) => decodeKey(key) ?? []);
}

function orFault(
  { faults }: Environment,
  dataDirectory: string,
  read: () => DevelopmentSecrets | undefined,
): DevelopmentSecrets | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DevelopmentSecretsError)) throw error;
    faults.add('GATEHOUSE_DATA_DIR', `(${dataDirectory}) ${error.message}`, error.remedy);
    return undefined;
  }
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}
