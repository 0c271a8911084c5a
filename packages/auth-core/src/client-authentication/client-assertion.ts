import { type CryptoKey, importJWK, importPKCS8, type JWK, SignJWT } from 'jose';

import { ConfigurationError } from '../errors/errors.ts';
import { fitsAlgorithm, type KeyType } from '../token/algorithms.ts';
import type { AuthenticationContext } from './client-authentication.ts';
import type { ClientKey } from './options.ts';

/** Seconds. An assertion is sent immediately after it was made. */
const lifetime = 60;

/**
 * Makes client assertions (RFC 7523 §3). `iss` and `sub` are the client. The only `aud` is the issuer,
 * so that no other server accepts the assertion. Each has its own `jti`, so that it can be used once.
 *
 * @throws {@link ConfigurationError} when the key cannot sign with that algorithm
 */
export function signedAssertion(
  { clientId, privateKey, algorithm, keyId }: ClientKey,
  { issuer, clock, uniqueId }: AuthenticationContext,
): () => Promise<string> {
  if (algorithm !== 'ES256' && algorithm !== 'RS256') {
    throw new ConfigurationError('clientAuthentication.algorithm: choose ES256 or RS256');
  }
  checkKey(privateKey, algorithm);
  const header = { alg: algorithm, ...(keyId !== undefined && { kid: keyId }) };
  let key: CryptoKey | undefined;

  return async () => {
    // The key is kept and not the promise, which on Workers belongs to one request.
    key ??= await importKey(privateKey, algorithm);
    const now = Math.floor(clock() / 1000);
    return new SignJWT()
      .setProtectedHeader(header)
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(issuer)
      .setJti(uniqueId())
      .setIssuedAt(now)
      .setExpirationTime(now + lifetime)
      .sign(key);
  };
}

async function importKey(key: ClientKey['privateKey'], algorithm: string): Promise<CryptoKey> {
  if (typeof key === 'string') return importPKCS8(key.trim(), algorithm);
  if (isCryptoKey(key)) return key;
  return (await importJWK(key, algorithm)) as CryptoKey;
}

function checkKey(key: ClientKey['privateKey'], algorithm: ClientKey['algorithm']): void {
  if (!canSign(key, algorithm)) {
    throw new ConfigurationError(
      `clientAuthentication.privateKey: this is not a private key for ${algorithm}: give PEM with a PRIVATE KEY (PKCS #8), a JWK or a CryptoKey`,
    );
  }
}

function canSign(key: ClientKey['privateKey'], algorithm: ClientKey['algorithm']): boolean {
  if (typeof key === 'string') {
    return /^-----BEGIN PRIVATE KEY-----\s[A-Za-z0-9+/=\s]+\s-----END PRIVATE KEY-----$/.test(
      key.trim(),
    );
  }
  if (typeof key !== 'object' || key === null) return false;
  if (isCryptoKey(key)) return canUse(key, algorithm);
  const { kty, crv } = key;
  const type = { kty, ...(crv !== undefined && { crv }) } as KeyType;
  return typeof key.d === 'string' && fitsAlgorithm(type, algorithm);
}

function canUse({ type, usages, algorithm: made }: CryptoKey, algorithm: string): boolean {
  if (type !== 'private' || !usages.includes('sign')) return false;
  const { name, namedCurve, hash } = made as EcKeyAlgorithm & RsaHashedKeyAlgorithm;
  return algorithm === 'ES256'
    ? name === 'ECDSA' && namedCurve === 'P-256'
    : name === 'RSASSA-PKCS1-v1_5' && hash.name === 'SHA-256';
}

function isCryptoKey(key: JWK | CryptoKey): key is CryptoKey {
  return 'algorithm' in key && 'usages' in key;
}
