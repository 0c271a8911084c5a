import { ConfigurationError } from '../errors/errors.ts';
import { type EncodedKey, keyTypeOfCertificate, keyTypeOfSpki } from './der.ts';

/** A public key in PEM with its kind. It is not imported yet. */
export interface PemKey {
  readonly label: 'PUBLIC KEY' | 'CERTIFICATE';
  readonly text: string;
  readonly type: EncodedKey;
}

const block = /^-----BEGIN ([A-Z0-9 ]+)-----\r?\n([A-Za-z0-9+/=\s]+)\r?\n-----END \1-----$/;

/**
 * Reads one PEM block (RFC 7468): a SubjectPublicKeyInfo or a certificate.
 *
 * @throws {@link ConfigurationError} without the text, because it may be a private key
 */
export function readPem(pem: string): PemKey {
  const text = pem.trim();
  const [, label, base64] = block.exec(text) ?? [];
  if (label === undefined || base64 === undefined) throw unreadable(text);
  if (label !== 'PUBLIC KEY' && label !== 'CERTIFICATE') throw otherLabel(label);
  const der = decode(base64);
  const type = der && (label === 'CERTIFICATE' ? keyTypeOfCertificate(der) : keyTypeOfSpki(der));
  if (!type) {
    throw new ConfigurationError(
      `publicKey: the ${label} does not hold an RSA key, an EC key on P-256, P-384 or P-521, or an Ed25519 key`,
    );
  }
  return { label, text, type };
}

function decode(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64.replaceAll(/\s/g, '')), (byte) => byte.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function unreadable(text: string): ConfigurationError {
  const why = text.includes('\\n')
    ? String.raw`has \n where line breaks belong: replace them first`
    : 'is not one PEM block, from -----BEGIN to -----END';
  return new ConfigurationError(`publicKey: the text ${why}`);
}

function otherLabel(label: string): ConfigurationError {
  const remedies: Readonly<Record<string, string>> = {
    'RSA PUBLIC KEY': 'convert it with "openssl rsa -RSAPublicKey_in -pubout"',
  };
  const remedy = label.includes('PRIVATE')
    ? 'a server that checks tokens must not have it; give the public one ("openssl pkey -pubout")'
    : (remedies[label] ?? 'give a PUBLIC KEY or a CERTIFICATE');
  return new ConfigurationError(`publicKey: this is ${article(label)} ${label}: ${remedy}`);
}

function article(label: string): string {
  return /^[AEFHILMNORSX]/.test(label) ? 'an' : 'a';
}
