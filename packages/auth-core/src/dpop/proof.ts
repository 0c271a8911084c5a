import { calculateJwkThumbprint, compactVerify, importJWK, type JWK } from 'jose';

import type { Claims } from '../token/claims.ts';
import { InvalidProofError, InvalidTokenError } from '../errors/errors.ts';
import { isStrongEnough, publicParts } from '../keys/jwk.ts';
import { fitsAlgorithm, type KeyType, type SignatureAlgorithm } from '../token/algorithms.ts';
import { parseCompact, type UnverifiedToken } from '../token/compact.ts';
import { checkHeader } from '../token/header.ts';

/** A proof whose form, header and key are checked. Its signature is not verified yet. */
export interface ParsedProof {
  readonly text: string;
  readonly alg: SignatureAlgorithm;
  readonly key: JWK;
  readonly claims: Claims;
}

export interface ProofForm {
  readonly algorithms: readonly SignatureAlgorithm[];
  readonly maxProofLength: number;
}

/** Characters of base64url for 4096 bits, and for 32. Larger values make verification slow. */
const longest = { modulus: 683, exponent: 6 };

/**
 * Parses the proof of a request (RFC 9449 §4.3, checks 1 to 7). It is cheap: no cryptography yet.
 *
 * @param proofs every `DPoP` header
 * @throws {@link InvalidProofError}
 */
export function parseProof(proofs: readonly string[], form: ProofForm): ParsedProof {
  const [text, second] = proofs;
  if (text === undefined || second !== undefined) {
    throw new InvalidProofError('proof_malformed', `${proofs.length} DPoP headers, not one`);
  }
  const { header, claims } = unpack(text, form.maxProofLength);
  if (header['typ'] !== 'dpop+jwt') {
    throw new InvalidProofError('proof_header_refused', 'typ is not dpop+jwt');
  }
  const alg = algorithmOf(header, form.algorithms);
  return { text, alg, key: keyOf(header['jwk'], alg), claims };
}

/**
 * Verifies that a proof was signed by the key it contains (RFC 9449 §4.3, check 7).
 *
 * @throws {@link InvalidProofError} `proof_signature_invalid`
 */
export async function verifyProofSignature({ text, key, alg }: ParsedProof): Promise<void> {
  try {
    await compactVerify(text, await importJWK(key, alg), { algorithms: [alg] });
  } catch (cause) {
    throw new InvalidProofError('proof_signature_invalid', 'the signature is wrong', { cause });
  }
}

/**
 * The SHA-256 thumbprint (RFC 7638) of the proof's key.
 *
 * @throws {@link InvalidProofError} `proof_key_refused` when the key lacks a member
 */
export async function thumbprintOf({ key }: ParsedProof): Promise<string> {
  try {
    return await calculateJwkThumbprint(key, 'sha256');
  } catch (cause) {
    throw new InvalidProofError('proof_key_refused', 'jwk is not a complete key', { cause });
  }
}

function unpack(text: string, maxLength: number): UnverifiedToken {
  try {
    return parseCompact(text, maxLength);
  } catch (cause) {
    throw new InvalidProofError('proof_malformed', 'the proof is not a canonical JWS', { cause });
  }
}

function algorithmOf(header: Claims, allowed: readonly SignatureAlgorithm[]): SignatureAlgorithm {
  try {
    const expected = { algorithms: new Set<string>(allowed), kidRequired: false };
    return checkHeader(header, expected).alg as SignatureAlgorithm;
  } catch (cause) {
    const message = cause instanceof InvalidTokenError ? cause.message : 'the header is refused';
    throw new InvalidProofError('proof_header_refused', message, { cause });
  }
}

function keyOf(jwk: unknown, alg: SignatureAlgorithm): JWK {
  const parts = publicParts(jwk);
  if (!parts || !fitsAlgorithm(parts, alg)) {
    throw new InvalidProofError('proof_key_refused', `jwk is not a public key for ${alg}`);
  }
  const secrets = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
  if (secrets.some((member) => Object.hasOwn(jwk as object, member))) {
    throw new InvalidProofError('proof_key_refused', 'jwk is a private key');
  }
  if (!isStrongEnough(parts) || isTooBig(parts)) {
    throw new InvalidProofError('proof_key_refused', 'jwk is too weak or too big');
  }
  return parts;
}

/** The client chooses the key of a proof, and an attacker could choose one that is slow to verify with. */
function isTooBig({ kty, n, e }: JWK & KeyType): boolean {
  if (kty !== 'RSA') return false;
  return `${n}`.length > longest.modulus || `${e}`.length > longest.exponent;
}
