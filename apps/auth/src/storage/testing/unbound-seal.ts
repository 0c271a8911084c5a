import { CompactEncrypt, decodeProtectedHeader } from 'jose';
import { createSealer, type SealPurpose } from '../sealing.ts';

/** A value as versions before the binding to rows sealed it. */
export async function sealUnbound(
  key: Uint8Array,
  purpose: SealPurpose,
  secret: string,
): Promise<string> {
  const { kid } = decodeProtectedHeader(await createSealer([key]).seal(purpose, '', ''));
  return new CompactEncrypt(Buffer.from(secret))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: String(kid), purpose })
    .encrypt(key);
}
