import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { JWK } from 'jose';
import { ExternalSigningKey } from 'oidc-provider';
import type { SigningAlgorithm } from '../../protocol/algorithms.ts';

/** What is signed here; everything else is left to the library. */
const ES256: SigningAlgorithm = 'ES256';

/** Octets of each of the two integers of a signature on P-256. */
const SIZE = 32;

/**
 * Signs ES256 (RFC 7518 §3.4) with `node:crypto`, on the thread that asks. The library would sign
 * with WebCrypto, which hands 30 µs of work to another thread and waits for it: twice the price, and
 * signing is the largest part of a token request.
 */
class Es256SigningKey extends ExternalSigningKey {
  readonly #private: KeyObject;
  readonly #public: KeyObject;
  readonly #kid: string | undefined;

  constructor(jwk: JWK) {
    super();
    this.#private = createPrivateKey({ key: { ...jwk }, format: 'jwk' });
    this.#public = createPublicKey(this.#private);
    this.#kid = jwk.kid;
  }

  override get kid(): string | undefined {
    return this.#kid;
  }

  override get alg(): string {
    return ES256;
  }

  override keyObject(): KeyObject {
    return this.#public;
  }

  override sign(data: Uint8Array): Buffer {
    // Node can give this form itself (`ieee-p1363`), but takes twice as long for it.
    return joinedSignature(sign('sha256', data, this.#private));
  }
}

/**
 * The form of JWS (RFC 7518 §3.4: both integers of full length, one after the other) of a signature
 * in DER (RFC 3279 §2.2.3: a sequence of two integers, as short as they happen to be).
 */
export function joinedSignature(der: Uint8Array): Buffer {
  const joined = Buffer.alloc(2 * SIZE);
  // Tag and length of the sequence are one octet each, since it is shorter than 128.
  let at = 2;
  for (const end of [SIZE, 2 * SIZE]) {
    const length = der[at + 1] ?? 0;
    const integer = der.subarray(at + 2, at + 2 + length);
    // One whose first bit is set has a zero in front of it, so that it is not negative.
    const digits = integer.length > SIZE ? integer.subarray(integer.length - SIZE) : integer;
    joined.set(digits, end - digits.length);
    at += 2 + length;
  }
  return joined;
}

/** A private key as the library is to have it. RSA takes long enough to be left to another thread. */
export function signingKey(jwk: JWK): JWK | ExternalSigningKey {
  return jwk.alg === ES256 ? new Es256SigningKey(jwk) : { ...jwk };
}
