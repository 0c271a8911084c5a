import type { KeyType } from '../token/algorithms.ts';

/** A public key as far as its encoding tells what it is good for. */
export interface EncodedKey extends KeyType {
  /** Size of the modulus, of an RSA key. */
  readonly bits?: number;
}

interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
}

const sequence = 0x30;
/** Object identifiers, as hexadecimal of their content (RFC 3279 §2.3, RFC 5480 §2.1, RFC 8410 §3). */
const rsa = '2a864886f70d010101';
const ellipticCurve = '2a8648ce3d0201';
const ed25519 = '2b6570';
const curves: Readonly<Record<string, string>> = {
  '2a8648ce3d030107': 'P-256',
  '2b81040022': 'P-384',
  '2b81040023': 'P-521',
};

/**
 * What kind of key a SubjectPublicKeyInfo holds (RFC 5280 §4.1.2.7); undefined when it holds none
 * of those that signatures are verified with. It is told at start, without importing anything.
 */
export function keyTypeOfSpki(der: Uint8Array): EncodedKey | undefined {
  return keyTypeOf(children(elementsOf(der)[0]));
}

/** What kind of key an X.509 certificate is for (RFC 5280 §4.1). */
export function keyTypeOfCertificate(der: Uint8Array): EncodedKey | undefined {
  const [tbs] = children(elementsOf(der)[0]);
  // version is optional; then serialNumber, signature, issuer, validity, subject come first.
  const fields = children(tbs).filter(({ tag }) => tag !== 0xa0);
  return keyTypeOf(children(fields[5]));
}

function keyTypeOf([algorithm, key]: readonly Element[]): EncodedKey | undefined {
  const [oid, parameters] = children(algorithm).map(({ content }) => hex(content));
  if (oid === ed25519) return { kty: 'OKP', crv: 'Ed25519' };
  if (oid === ellipticCurve && parameters !== undefined && Object.hasOwn(curves, parameters)) {
    return { kty: 'EC', crv: curves[parameters] as string };
  }
  if (oid !== rsa || key === undefined) return undefined;
  // A BIT STRING: one byte says how many bits are unused.
  const [modulus] = children(elementsOf(key.content.subarray(1))[0]);
  return modulus && { kty: 'RSA', bits: hex(modulus.content).replace(/^(?:00)+/, '').length * 4 };
}

function children(element: Element | undefined): Element[] {
  return element?.tag === sequence ? elementsOf(element.content) : [];
}

/** The elements of DER one after another (X.690 §8.1); none at all when it is not well formed. */
function elementsOf(bytes: Uint8Array): Element[] {
  const elements: Element[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [tag = 0, first = 0] = bytes.subarray(at, at + 2);
    const lengthBytes = first < 0x80 ? 0 : first - 0x80;
    const start = at + 2 + lengthBytes;
    const length = lengthBytes === 0 ? first : Number(`0x${hex(bytes.subarray(at + 2, start))}`);
    // NaN, of an indefinite length, is not <= anything.
    if (!(start + length <= bytes.length)) return [];
    elements.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return elements;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
