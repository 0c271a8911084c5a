import { jwtVerifier, statusChecked } from '@gatehouse/auth-core';

declare const log: { warn(problem: unknown): void };

const issuer = 'https://auth.example.com';
const audience = 'https://mcp.example.com/mcp';

export const verifier = statusChecked(jwtVerifier({ issuer, audience }), {
  fail: 'closed',
  maxStale: 300,
  onProblem: (problem) => log.warn(problem),
});

// Tests, and servers that are taken apart in an orderly way, end the polling themselves.
process.once('SIGTERM', () => verifier.close());
