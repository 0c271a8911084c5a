import { keyTypeOfCertificate, keyTypeOfSpki } from './der.ts';

/** Bytes. Longer than a secret that anybody would use, and shorter than an RSA key in any encoding. */
const maxLength = 255;

/**
 * Whether bytes that were given as a secret look like a public key: in PEM, JWK, OpenSSH or DER, with
 * or without base64 around it, and with any white space.
 */
export function looksPublic(bytes: Uint8Array): boolean {
  if (bytes.length > maxLength || isDer(bytes)) return true;
  const text = new TextDecoder().decode(bytes).replaceAll(/[\s\0\uFEFF]/g, '');
  if (/-----BEGIN|-----END|"kty"|"keys"/.test(text)) return true;
  if (/^(?:ssh-|ecdsa-|sk-)/i.test(text)) return true;
  const decoded = decode(text);
  return decoded !== undefined && (isDer(decoded) || looksLikeSsh(decoded));
}

function isDer(bytes: Uint8Array): boolean {
  return keyTypeOfSpki(bytes) !== undefined || keyTypeOfCertificate(bytes) !== undefined;
}

/** An SSH key begins with the length of its key type, then the key type itself (RFC 4253 §6.6). */
function looksLikeSsh(bytes: Uint8Array): boolean {
  return /^\0\0\0.(?:ssh-|ecdsa-)/s.test(String.fromCharCode(...bytes.subarray(0, 12)));
}

function decode(text: string): Uint8Array | undefined {
  try {
    const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
    return Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
  } catch {
    return undefined;
  }
}
