import { readFileSync } from 'node:fs';
import { introspectionVerifier } from '@gatehouse/auth-core';

const issuer = 'https://auth.example.com';
const audience = 'https://mcp.example.com/mcp';
const clientId = 'mcp-server';

// The issuer's metadata says where to ask.
export const bySecret = introspectionVerifier({
  issuer,
  audience,
  clientAuthentication: {
    method: 'client_secret_basic',
    clientId,
    clientSecret: readFileSync('client-secret', 'utf8').trim(),
  },
});

// The same, told where, and with a key instead of a secret.
export const byKey = introspectionVerifier({
  issuer,
  endpoint: `${issuer}/introspect`,
  audience,
  clientAuthentication: {
    method: 'private_key_jwt',
    clientId,
    privateKey: readFileSync('client-key.pem', 'utf8'),
    algorithm: 'ES256',
  },
});
