import { fakeServer } from '../../remote/fake-server.fixture.ts';
import type { Claims } from '../../token/claims.ts';
import { introspectionVerifier } from './introspection.ts';
import type { IntrospectionVerifierOptions } from './options.ts';

export const audience = 'https://mcp.example.com/mcp';
export const issuer = 'https://auth.example.com';
export const endpoint = `${issuer}/token/introspection`;
const start = Date.UTC(2026, 10, 24);
export const seconds = start / 1000;

/** The answer of an authorization server about a valid token. */
export const active: Claims = {
  active: true,
  iss: issuer,
  aud: audience,
  sub: 'user-1',
  client_id: 'client-1',
  scope: 'mcp:read mcp:write',
  token_type: 'Bearer',
  iat: seconds - 60,
  exp: seconds + 900,
};

/** An authorization server, a verifier that asks it, and a clock they share. */
export function introspection(options: Partial<IntrospectionVerifierOptions> = {}) {
  const state = { now: start, answer: (): unknown => active, problems: [] as unknown[] };
  const server = fakeServer(() => state.answer());
  const verifier = introspectionVerifier({
    issuer,
    endpoint,
    audience,
    clientAuthentication: {
      method: 'client_secret_basic',
      clientId: 'mcp-server',
      clientSecret: 'secret-of-the-server',
    },
    clock: () => state.now,
    fetch: server.fetch,
    onProblem: (problem) => state.problems.push(problem),
    ...options,
  });
  return Object.assign(state, { verifier, sent: server.sent });
}
