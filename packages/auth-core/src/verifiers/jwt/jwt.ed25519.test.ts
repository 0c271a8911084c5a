import { exportSPKI, generateKeyPair, exportJWK } from 'jose';
import { expect, it } from 'vitest';

import { createTestIssuer, signCompact } from '../../testing/index.ts';
import { jwtVerifier } from './jwt.ts';
import type { JwtVerifierOptions } from './options.ts';

const audience = 'https://mcp.example.com/mcp';
const issuer = await createTestIssuer({ audience, algorithm: 'EdDSA' });
const { publicKey, privateKey } = await generateKeyPair('Ed25519', { extractable: true });
const jwk = await exportJWK(publicKey);

const now = Math.floor(Date.now() / 1000);
const claims = {
  iss: issuer.issuer,
  aud: audience,
  sub: 'user-1',
  client_id: 'client-1',
  jti: 'token-1',
  iat: now,
  exp: now + 900,
};
const tokenWith = (alg: string) =>
  signCompact({ alg, typ: 'at+jwt', kid: 'e' }, claims, privateKey, 'EdDSA');
const verify = async (alg: string, options: Partial<JwtVerifierOptions>) =>
  jwtVerifier({ issuer: issuer.issuer, audience, ...options }).verify(await tokenWith(alg));
const keysNamed = (...names: (string | undefined)[]) => ({
  keys: names.map((alg) => ({ ...jwk, kid: 'e', use: 'sig', ...(alg && { alg }) })),
});

const signedAs = ['EdDSA', 'Ed25519'];
const allowed = [['EdDSA'], ['Ed25519'], ['EdDSA', 'Ed25519', 'ES256']] as const;
const named: readonly (readonly (string | undefined)[])[] = [
  ['EdDSA'],
  ['Ed25519'],
  [undefined],
  ['EdDSA', 'Ed25519'],
];
const cases = signedAs.flatMap((alg) =>
  allowed.flatMap((algorithms) => named.map((names) => ({ alg, algorithms, names }))),
);

it.each(cases)(
  'a token signed as $alg is accepted with $algorithms and a key that says $names',
  async ({ alg, algorithms, names }) => {
    await expect(verify(alg, { algorithms, jwks: keysNamed(...names) })).resolves.toBeDefined();
    const key = { ...jwk, ...(names[0] && { alg: names[0] }) };
    await expect(verify(alg, { algorithms, publicKey: key })).resolves.toBeDefined();
    const publicPem = await exportSPKI(publicKey);
    await expect(verify(alg, { algorithms, publicKey: publicPem })).resolves.toBeDefined();
  },
);

it.each(signedAs)('no other algorithm of a key is meant by them: %s', async (alg) => {
  const refused = (code: string) => expect.objectContaining({ code }) as Error;
  await expect(verify(alg, { jwks: keysNamed('EdDSA') })).rejects.toThrow(
    refused('token_algorithm_refused'),
  );
  await expect(verify(alg, { algorithms: ['EdDSA'], jwks: keysNamed('ES256') })).rejects.toThrow(
    refused('token_key_unknown'),
  );
  // Two keys of one id: nobody can say which.
  const other = await exportJWK(
    (await generateKeyPair('Ed25519', { extractable: true })).publicKey,
  );
  const keys = [...keysNamed('EdDSA').keys, { ...other, kid: 'e', alg: 'Ed25519' }];
  await expect(verify(alg, { algorithms: ['EdDSA'], jwks: { keys } })).rejects.toThrow(
    refused('token_key_unknown'),
  );
});
