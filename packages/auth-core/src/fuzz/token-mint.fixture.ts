import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export type Json = Readonly<Record<string, unknown>>;

/** A key of an issuer, or a foreign key. */
export interface MintKey {
  readonly kid: string;
  readonly alg: 'ES256' | 'RS256';
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function mintKey(kid: string, alg: 'ES256' | 'RS256'): MintKey {
  const pair =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, alg, ...pair };
}

export const encoded = (value: string | Uint8Array): string =>
  Buffer.from(value as string).toString('base64url');

/** Signs two segments without looking at their content. */
export function signed(head: string, body: string, { alg, privateKey: key }: MintKey): string {
  const input = Buffer.from(`${head}.${body}`);
  const signer = alg === 'ES256' ? { key, dsaEncoding: 'ieee-p1363' as const } : key;
  return `${head}.${body}.${sign('sha256', input, signer).toString('base64url')}`;
}

export function minted(header: Json, claims: Json, key: MintKey): string {
  const own = { alg: key.alg, typ: 'at+jwt', kid: key.kid, ...header };
  return signed(encoded(JSON.stringify(own)), encoded(JSON.stringify(claims)), key);
}
