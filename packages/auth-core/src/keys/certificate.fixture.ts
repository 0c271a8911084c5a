import { Buffer } from 'node:buffer';

/** A P-256 certificate made with openssl. Its private key no longer exists. */
export const realCertificate = `-----BEGIN CERTIFICATE-----
MIIBizCCATGgAwIBAgIURK+VOiNzougF+FNZb6kcDMTrZucwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQYXV0aC5leGFtcGxlLmNvbTAeFw0yNjExMjUxNTEyMTZaFw0z
NjExMjIxNTEyMTZaMBsxGTAXBgNVBAMMEGF1dGguZXhhbXBsZS5jb20wWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAAQaIgha/gxPUceDwGgvsJD+E0a3G4MnBNmZl13y
ZaIdpUAtqcfONHSdPmQR9VWdcuo90jnLJWxuhY92VpkeTGnJo1MwUTAdBgNVHQ4E
FgQUDu+BD0mmwxCEaX2Qik/MSn0xYzcwHwYDVR0jBBgwFoAUDu+BD0mmwxCEaX2Q
ik/MSn0xYzcwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA8v6G
SuEvFWqMCRwd3cqkwCpZ9hXhLDoZk6Sx/sWBkc8CIHtnpLSd++KpEW+QpRl38Kuv
/oZZ2KDuWOMd40BvJzgM
-----END CERTIFICATE-----`;

/**
 * An X.509 certificate for a key, in PEM. Its signature is not valid, which does not matter here: only
 * the key is used.
 */
export function certificateFor(spki: Uint8Array, label = 'CERTIFICATE'): string {
  const oid = element(0x06, Buffer.from('2a8648ce3d040302', 'hex'));
  const name = element(0x30);
  const date = element(0x17, Buffer.from('250101000000Z'));
  const tbs = element(
    0x30,
    element(0xa0, element(0x02, Uint8Array.of(2))),
    element(0x02, Uint8Array.of(1)),
    element(0x30, oid),
    name,
    element(0x30, date, date),
    name,
    spki,
  );
  return pem(label, element(0x30, tbs, element(0x30, oid), element(0x03, Uint8Array.of(0))));
}

/** DER in PEM. */
export function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function element(tag: number, ...contents: Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents);
  const length =
    content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Uint8Array.of(tag, ...length), content]);
}
