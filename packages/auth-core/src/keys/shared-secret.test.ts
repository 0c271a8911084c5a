import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { certificateFor } from './certificate.fixture.ts';
import { type SecretAlgorithm, secretKeys } from './shared-secret.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });
const text = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }) as string;
const with256 = (secret: string | Uint8Array) => secretKeys({ secret, algorithms: ['HS256'] });

describe('a shared secret', () => {
  it.each<[string, string | Uint8Array]>([
    ['32 bytes', randomBytes(32)],
    ['32 bytes in base64', randomBytes(32).toString('base64')],
    ['32 bytes in base64url', randomBytes(32).toString('base64url')],
    ['32 bytes in hexadecimal', randomBytes(32).toString('hex')],
    ['a long one of 96 bytes in base64', randomBytes(96).toString('base64')],
  ])('is taken when it is %s', async (_what, secret) => {
    const keys = with256(secret);
    expect(keys.kidRequired).toBe(false);
    expect([...keys.algorithms]).toEqual(['HS256']);
    expect(await keys.find(undefined, 'HS256')).toBeInstanceOf(Uint8Array);
  });

  it.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['31 bytes', randomBytes(31)],
    ['16 bytes in hexadecimal', randomBytes(16).toString('hex')],
    ['31 bytes in hexadecimal', randomBytes(31).toString('hex')],
    ['24 bytes in base64', randomBytes(24).toString('base64')],
    ['77 digits', '0123456789'.repeat(7).concat('0123456')],
    ['a word over and over', 'secret'.repeat(40)],
  ])('is refused as too easy to guess when it is %s', (_what, secret) => {
    expect(() => with256(secret)).toThrow(/needs 256 bits at random/);
  });

  it('has to be as long as the hash of its algorithm', () => {
    const secret = randomBytes(48);
    expect(() => secretKeys({ secret, algorithms: ['HS384'] })).not.toThrow();
    expect(() => secretKeys({ secret, algorithms: ['HS256', 'HS512'] })).toThrow(/512 bits/);
  });

  it.each<[string, string | Uint8Array]>([
    ['PEM', text(rsa)],
    ['PEM after white space', ` \t\r\n${text(rsa)}`],
    ['PEM after a byte order mark', `\uFEFF${text(p256)}`],
    ['PEM in one line', text(p256).replaceAll('\n', String.raw`\n`)],
    ['PEM in bytes', Buffer.from(`\n${text(p256)}`)],
    ['a PEM certificate', certificateFor(spki(p256))],
    ['DER', spki(p256)],
    ['DER in base64', spki(p256).toString('base64')],
    ['DER in base64url', spki(p256).toString('base64url')],
    [
      'DER in base64 over several lines',
      spki(p256).toString('base64').replaceAll(/.{40}/g, '$&\n'),
    ],
    ['a JWK', JSON.stringify(p256.export({ format: 'jwk' }))],
    ['a JWK after white space', `\n ${JSON.stringify(p256.export({ format: 'jwk' }), null, 2)}`],
    ['a JWK Set', JSON.stringify({ keys: [p256.export({ format: 'jwk' })] })],
    ['the modulus of an RSA key', rsa.export({ format: 'jwk' }).n ?? ''],
    ['the bytes of that modulus', Buffer.from(rsa.export({ format: 'jwk' }).n ?? '', 'base64url')],
    ['an OpenSSH key after white space', '\n\0 ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7dQz8cJ4'],
    ['an OpenSSH key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9'],
    [
      'the middle of an OpenSSH key',
      'AAAAC3NzaC1lZDI1NTE5AAAAIJdD7y3aLq454yWBdwLWbieU1ebz9/cu7/QE',
    ],
  ])('is refused as public when it is %s', (_what, secret) => {
    expect(() => with256(secret)).toThrow(/looks like a public key/);
  });

  it.each<[string, readonly string[] | undefined]>([
    ['no algorithm', []],
    ['none at all', undefined],
    ['an algorithm of public keys', ['HS256', 'RS256']],
    ['none', ['none']],
  ])('is refused with %s', (_what, algorithms) => {
    expect(() =>
      secretKeys({ secret: randomBytes(64), algorithms: algorithms as SecretAlgorithm[] }),
    ).toThrow(expect.objectContaining({ code: 'configuration_invalid' }));
  });

  it('is never quoted', () => {
    expect(() => with256('correct horse battery')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('horse') }),
    );
  });
});
