import { createHash } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';

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

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * @param ring 32-byte keys, newest first: the first seals, all open.
 */
export function createSealer(ring: readonly Uint8Array[]): Sealer {
  const [newest] = ring;
  if (newest === undefined) throw new TypeError('the ring needs at least one key');
  const byKid = new Map(ring.map((key) => [keyId(key), key]));
  const newestKid = keyId(newest);

  return {
    seal(purpose, secret) {
      return new CompactEncrypt(encoder.encode(secret))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: newestKid, purpose })
        .encrypt(newest);
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

/** A short public name of a key; says nothing about the key itself. */
function keyId(key: Uint8Array): string {
  return createHash('sha256').update('gatehouse kid').update(key).digest('base64url').slice(0, 12);
}
