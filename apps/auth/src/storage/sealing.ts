import { createCipheriv, createHash, createSecretKey, randomBytes } from 'node:crypto';
import { compactDecrypt } from 'jose';

/** What a sealed value is for. A value sealed for one purpose does not open for another. */
export type SealPurpose = 'signing-key' | 'client-secret' | 'refresh-successor';

/** Encrypts the few secrets that must be readable again (RFC 7516, `dir` with A256GCM). */
export interface Sealer {
  /** Seals under the newest key. */
  seal(purpose: SealPurpose, secret: string): Promise<string>;
  /** Opens what any key of the ring sealed. Rejects with {@link SealError} otherwise. */
  open(purpose: SealPurpose, sealed: string): Promise<string>;
}

/** A sealed value does not open: its key left the ring, or the value was altered or moved. */
export class SealError extends Error {
  readonly code = 'seal_not_opened';
  constructor(purpose: SealPurpose, options?: ErrorOptions) {
    super(
      `A stored ${purpose} does not open with any key of ENCRYPTION_KEYS. ` +
        'If a key was removed, put it back at the end of the list.',
      options,
    );
    this.name = 'SealError';
  }
}

/** Octets of an initialization vector of A256GCM (RFC 7518 §5.3); random, as a key seals far fewer than 2^32 values. */
const IV_LENGTH = 12;

const decoder = new TextDecoder();

/**
 * @param ring 32-byte keys, newest first: the first seals, all open.
 */
export function createSealer(ring: readonly Uint8Array[]): Sealer {
  const [newest] = ring;
  if (newest === undefined) throw new TypeError('the ring needs at least one key');
  const byKid = new Map(ring.map((key) => [keyId(key), key]));
  const newestKid = keyId(newest);
  const newestKey = createSecretKey(newest);

  return {
    // Every refresh seals its successor, so this is done on the spot: WebCrypto would hand the work
    // to another thread, at twice the price. Opening is rare, and jose's.
    seal(purpose, secret) {
      const header = base64url({ alg: 'dir', enc: 'A256GCM', kid: newestKid, purpose });
      const iv = randomBytes(IV_LENGTH);
      const cipher = createCipheriv('aes-256-gcm', newestKey, iv).setAAD(Buffer.from(header));
      const text = cipher.update(secret, 'utf8', 'base64url') + cipher.final('base64url');
      // RFC 7516 §7.1; with `dir` the encrypted key is empty (§4.5 of RFC 7518).
      const parts = [header, '', iv.toString('base64url'), text];
      return Promise.resolve([...parts, cipher.getAuthTag().toString('base64url')].join('.'));
    },
    async open(purpose, sealed) {
      try {
        const { plaintext, protectedHeader } = await compactDecrypt(
          sealed,
          (header) => {
            const key = byKid.get(header.kid ?? '');
            if (key === undefined) throw new TypeError('unknown kid');
            return key;
          },
          { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
        );
        if (protectedHeader.purpose !== purpose) throw new TypeError('sealed for another purpose');
        return decoder.decode(plaintext);
      } catch (cause) {
        throw new SealError(purpose, { cause });
      }
    },
  };
}

function base64url(header: Readonly<Record<string, string>>): string {
  return Buffer.from(JSON.stringify(header)).toString('base64url');
}

/** A short public name of a key; says nothing about the key itself. */
function keyId(key: Uint8Array): string {
  return createHash('sha256').update('gatehouse kid').update(key).digest('base64url').slice(0, 12);
}
