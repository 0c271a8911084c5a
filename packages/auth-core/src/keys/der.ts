import type { KeyType } from '../token/algorithms.ts';

/** What the encoding of a public key says about it. */
export interface EncodedKey extends KeyType {
  /** Size of the modulus, of an RSA key. */
  readonly bits?: number;
}

interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
}

const sequence = 0x30;
/** Object identifiers: their content in hexadecimal (RFC 3279 §2.3, RFC 5480 §2.1, RFC 8410 §3). */
const rsa = '2a864886f70d010101';
const ellipticCurve = '2a8648ce3d0201';
const ed25519 = '2b6570';
const curves: Readonly<Record<string, string>> = {
  '2a8648ce3d030107': 'P-256',
  '2b81040022': 'P-384',
  '2b81040023': 'P-521',
};

/**
 * The kind of key in a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7); undefined when it is not a key for
 * verifying signatures. It is read from the encoding, because importing a key is asynchronous and
 * options are checked before a verifier exists.
 */
export function keyTypeOfSpki(der: Uint8Array): EncodedKey | undefined {
  return keyTypeOf(children(elementsOf(der)[0]));
}

/** The kind of key in an X.509 certificate (RFC 5280 §4.1). */
export function keyTypeOfCertificate(der: Uint8Array): EncodedKey | undefined {
  const [tbs] = children(elementsOf(der)[0]);
  // The version (0xa0) is optional. Before the key: serialNumber, signature, issuer, validity, subject.
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

/** The elements of a DER encoding (X.690 §8.1); an empty list when it is not well formed. */
function elementsOf(bytes: Uint8Array): Element[] {
  const elements: Element[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [tag = 0, first = 0] = bytes.subarray(at, at + 2);
    const lengthBytes = first < 0x80 ? 0 : first - 0x80;
    const start = at + 2 + lengthBytes;
    const length = lengthBytes === 0 ? first : Number(`0x${hex(bytes.subarray(at + 2, start))}`);
    // For an indefinite length, `length` is NaN, and the comparison is false.
    if (!(start + length <= bytes.length)) return [];
    elements.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return elements;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
