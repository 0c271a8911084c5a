import { randomBytes } from 'node:crypto';
import { compactVerify, CompactSign, exportJWK, generateKeyPair, importJWK } from 'jose';
import { ExternalSigningKey } from 'oidc-provider';
import { expect, test } from 'vitest';
import { joinedSignature, signingKey } from './signing-key.ts';

async function newKey(alg: 'ES256' | 'RS256') {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { jwk: { ...(await exportJWK(privateKey)), alg, kid: 'a key', use: 'sig' }, publicKey };
}

async function es256() {
  const { jwk, publicKey } = await newKey('ES256');
  const key = signingKey(jwk);
  if (!(key instanceof ExternalSigningKey)) throw new Error('not an external key');
  return { key, jwk, publicKey };
}

/** RFC 7515 §7.1 around a signature. */
async function compact(key: ExternalSigningKey, payload: Uint8Array): Promise<string> {
  const header = Buffer.from(JSON.stringify({ alg: 'ES256' })).toString('base64url');
  const input = `${header}.${Buffer.from(payload).toString('base64url')}`;
  const signature = Buffer.from(await key.sign(Buffer.from(input)));
  return `${input}.${signature.toString('base64url')}`;
}

test('jose verifies what this key signs, whatever it is', async () => {
  const { key, publicKey } = await es256();
  for (let length = 0; length < 600; length += 1) {
    const payload = randomBytes(length);
    const verified = await compactVerify(await compact(key, payload), publicKey);
    expect(Buffer.from(verified.payload).equals(payload)).toBe(true);
  }
});

test('short integers of a signature are filled up, and the sign of long ones is dropped', () => {
  const der = Buffer.from([0x30, 0x26, 2, 1, 7, 2, 0x21, 0, ...Array<number>(32).fill(0xff)]);
  const expected = `${'00'.repeat(31)}07${'ff'.repeat(32)}`;
  expect(joinedSignature(der).toString('hex')).toBe(expected);
});

test('jose refuses the signature for anything else', async () => {
  const { key, publicKey } = await es256();
  const [header, , signature] = (await compact(key, Buffer.from('{"sub":"a"}'))).split('.');
  const other = Buffer.from('{"sub":"b"}').toString('base64url');
  await expect(compactVerify(`${header}.${other}.${signature}`, publicKey)).rejects.toMatchObject({
    code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  });
});

test('its public half verifies what jose signs with the same key, and has no private member', async () => {
  const { key, jwk } = await es256();
  const signed = await new CompactSign(Buffer.from('{}'))
    .setProtectedHeader({ alg: 'ES256' })
    .sign(await importJWK(jwk));
  const publicHalf = await key.keyObject();
  await compactVerify(signed, publicHalf);
  expect(publicHalf.type).toBe('public');
  expect(JSON.stringify(key)).not.toContain(jwk.d);
  expect(key.kid).toBe('a key');
});

test('an RSA key stays with the library', async () => {
  const { jwk } = await newKey('RS256');
  expect(signingKey(jwk)).toEqual(jwk);
});
