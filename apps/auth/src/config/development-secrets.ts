import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { narrowDataDirectory } from '@gatehouse/database';
import { z } from 'zod';
import { decodeKey } from './key-rings.ts';

const key = z.string().refine((text) => decodeKey(text) !== undefined);

const DevelopmentSecrets = z.object({
  encryptionKeys: z.array(key).min(1),
  cookieKeys: z.array(key).min(1),
});

/** Keys made for a developer who set none, as text. */
export type DevelopmentSecrets = z.infer<typeof DevelopmentSecrets>;

/** The file cannot be made or read. The message ends a sentence that names the directory. */
export class DevelopmentSecretsError extends Error {
  readonly code = 'development_secrets';
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DevelopmentSecretsError';
    this.remedy = remedy;
  }
}

/**
 * The keys in `secrets.json` of the data directory (0600 in 0700, narrowed where they came otherwise),
 * made at the first start. Of several processes that start at once one makes the file and all read it:
 * it appears whole, under its name, or not at all.
 *
 * @param newKey makes a key, as text
 * @throws DevelopmentSecretsError
 */
export function developmentSecrets(
  dataDirectory: string,
  newKey: () => string,
): DevelopmentSecrets {
  return existingSecrets(dataDirectory) ?? createSecrets(dataDirectory, newKey);
}

/**
 * The keys that are there already; undefined where there are none.
 *
 * @throws DevelopmentSecretsError
 */
export function existingSecrets(dataDirectory: string): DevelopmentSecrets | undefined {
  // First: where others may write, the file could be theirs, and the keys known to them.
  const exposure = narrowDataDirectory(dataDirectory);
  if (exposure !== undefined) throw new DevelopmentSecretsError(exposure.problem, exposure.remedy);
  return readSecrets(secretsFile(dataDirectory));
}

function secretsFile(dataDirectory: string): string {
  return join(dataDirectory, 'secrets.json');
}

function createSecrets(dataDirectory: string, newKey: () => string): DevelopmentSecrets {
  const file = secretsFile(dataDirectory);
  const draft = `${file}.${randomUUID()}`;
  const secrets: DevelopmentSecrets = { encryptionKeys: [newKey()], cookieKeys: [newKey()] };
  try {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    writeOnce(draft, file, secrets);
  } catch (error) {
    throw cannotWrite(error);
  }
  const winner = readSecrets(file);
  if (winner === undefined) throw cannotWrite(new Error('secrets.json went away'));
  return winner;
}

/** Unlike a rename, a link fails where the file is there already: the first one wins. */
function writeOnce(draft: string, file: string, secrets: DevelopmentSecrets): void {
  try {
    writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, {
      flag: 'wx',
      mode: 0o600,
      flush: true,
    });
    linkSync(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readSecrets(file: string): DevelopmentSecrets | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    // ENOTDIR: a file stands where the directory should, which making it will tell.
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return undefined;
    throw new DevelopmentSecretsError(
      `has a secrets.json that cannot be read (${reason(error)})`,
      'Give the user who starts this server access to it, or name another directory.',
      { cause: error },
    );
  }
  try {
    return DevelopmentSecrets.parse(JSON.parse(text));
  } catch {
    // Without a cause: a parser quotes what it read.
    throw new DevelopmentSecretsError(
      'has a secrets.json that is damaged',
      'Restore it, or remove the whole directory to start afresh: what is stored there does not open without its keys.',
    );
  }
}

function cannotWrite(cause: unknown): DevelopmentSecretsError {
  return new DevelopmentSecretsError(
    `is a directory where secrets.json cannot be written (${reason(cause)})`,
    'Name a directory that the user who starts this server may write to, or set ENCRYPTION_KEYS and COOKIE_KEYS.',
    { cause },
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
