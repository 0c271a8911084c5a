import { readFileSync } from 'node:fs';
import { anyOf, cached, githubTokenVerifier, jwtVerifier } from '@gatehouse/auth-core';

const audience = 'https://mcp.example.com/mcp';

export const verifier = anyOf(
  cached(jwtVerifier({ issuer: 'https://auth.example.com', audience })),
  cached(jwtVerifier({ issuer: 'https://partner.example.com', audience }), { maxAge: 10 }),
  githubTokenVerifier({
    clientId: 'Iv1.0123456789abcdef',
    clientSecret: readFileSync('github-secret', 'utf8').trim(),
  }),
);
