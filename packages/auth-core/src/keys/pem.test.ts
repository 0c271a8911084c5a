import { type ECKeyPairOptions, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { readPem } from './pem.ts';
import { certificateFor, pem, realCertificate } from './certificate.fixture.ts';

const der = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });
const ec = (namedCurve: string) =>
  generateKeyPairSync('ec', { namedCurve } as ECKeyPairOptions<'pem', 'pem'>)
    .publicKey as unknown as KeyObject;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const refused = (message: RegExp) =>
  expect.objectContaining({
    code: 'configuration_invalid',
    message: expect.stringMatching(message) as string,
  }) as Error;

describe('a public key in PEM', () => {
  it.each<[string, KeyObject, object]>([
    ['RSA', rsa.publicKey, { kty: 'RSA', bits: 2048 }],
    ['P-256', ec('P-256'), { kty: 'EC', crv: 'P-256' }],
    ['P-384', ec('P-384'), { kty: 'EC', crv: 'P-384' }],
    ['P-521', ec('P-521'), { kty: 'EC', crv: 'P-521' }],
    ['Ed25519', generateKeyPairSync('ed25519').publicKey, { kty: 'OKP', crv: 'Ed25519' }],
  ])('is known for what it is, bare or in a certificate: %s', (_what, key, type) => {
    expect(readPem(pem('PUBLIC KEY', der(key)))).toMatchObject({ label: 'PUBLIC KEY', type });
    expect(readPem(certificateFor(der(key)))).toMatchObject({ label: 'CERTIFICATE', type });
  });

  it('is found in a certificate as openssl makes it', () => {
    expect(readPem(realCertificate).type).toEqual({ kty: 'EC', crv: 'P-256' });
  });

  it('may have white space around it and either kind of line break', () => {
    const text = pem('PUBLIC KEY', der(rsa.publicKey));
    expect(readPem(`\n  ${text.replaceAll('\n', '\r\n')}\n`).type).toMatchObject({ kty: 'RSA' });
  });

  it.each<[string, string, RegExp]>([
    ['nothing', '', /not one PEM block/],
    ['no PEM', 'MIIB', /not one PEM block/],
    ['two blocks', realCertificate.repeat(2), /not one PEM block/],
    [
      'line breaks spelt out',
      realCertificate.replaceAll('\n', String.raw`\n`),
      /has \\n where line breaks belong/,
    ],
    [
      'a private key',
      rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      /a PRIVATE KEY: a server that checks tokens must not have it/,
    ],
    [
      'an RSA private key',
      rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }) as string,
      /an RSA PRIVATE KEY: .* must not have it/,
    ],
    [
      'PKCS #1',
      rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }) as string,
      /openssl rsa -RSAPublicKey_in -pubout/,
    ],
    ['another label', pem('X509 CRL', der(rsa.publicKey)), /give a PUBLIC KEY or a CERTIFICATE/],
    ['a curve nobody signs with', pem('PUBLIC KEY', der(ec('secp256k1'))), /does not hold/],
    [
      'a key for encryption',
      pem('PUBLIC KEY', der(generateKeyPairSync('x25519').publicKey)),
      /does not hold/,
    ],
    ['a certificate that is a bare key', certificateLabel(), /does not hold/],
    ['a key cut short', pem('PUBLIC KEY', der(rsa.publicKey).subarray(0, 100)), /does not hold/],
    ['bytes at random', pem('PUBLIC KEY', Uint8Array.of(0x30, 0x80, 1, 2, 3)), /does not hold/],
    [
      'base64 of the wrong length',
      '-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----',
      /hold/,
    ],
  ])('is refused when it is %s', (_what, text, message) => {
    expect(() => readPem(text)).toThrow(refused(message));
  });

  it('is never quoted, whatever it is', () => {
    const secret = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    for (const text of [secret, `${secret}${secret}`, secret.replaceAll('\n', '')]) {
      const [, line = ''] = secret.split('\n');
      expect(() => readPem(text)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(line.slice(0, 16)) }),
      );
    }
  });
});

function certificateLabel(): string {
  return pem('CERTIFICATE', der(rsa.publicKey));
}
