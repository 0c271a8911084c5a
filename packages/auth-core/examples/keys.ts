import { readFileSync } from 'node:fs';
import { jwtVerifier, presets } from '@gatehouse/auth-core';

const issuer = 'https://auth.example.com';
const audience = 'https://mcp.example.com/mcp';

// Any issuer that writes tokens as RFC 9068 has it: its metadata says where its keys are.
export const discovered = jwtVerifier({ issuer, audience });

// The same, told where.
export const told = jwtVerifier({ issuer, audience, jwksUri: `${issuer}/jwks` });

// One key, in PEM or JWK, or in a certificate. Nothing is ever fetched.
export const fixed = jwtVerifier({
  ...presets.plain(),
  issuer: 'our-own-tool',
  audience: 'my-server',
  publicKey: readFileSync('issuer.pem', 'utf8'),
});

// A secret, only where there is no other way: whoever can check such tokens can make them.
export const shared = jwtVerifier({
  ...presets.plain(),
  issuer: 'our-own-tool',
  audience: 'my-server',
  sharedSecret: { secret: readFileSync('secret.bin'), algorithms: ['HS256'] },
});
