import { anyOf, cached, githubTokenVerifier, jwtVerifier } from '@gatehouse/auth-core';

const audience = 'https://mcp.example.com/mcp';

export const verifier = anyOf(
  cached(jwtVerifier({ issuer: 'https://auth.example.com', audience })),
  cached(jwtVerifier({ issuer: 'https://partner.example.com', audience }), { maxAge: 10 }),
  githubTokenVerifier({
    clientId: process.env['GITHUB_CLIENT_ID'] ?? '',
    clientSecret: process.env['GITHUB_CLIENT_SECRET'] ?? '',
  }),
);
