import { expect } from 'vitest';

import { createTestIssuer } from '../../testing/index.ts';
import { jwtVerifier } from './jwt.ts';
import type { JwtVerifierOptions } from './options.ts';

export const audience = 'https://mcp.example.com/mcp';
const now = Date.UTC(2026, 10, 24);
const clock = () => now;

/** Two issuers that both give tokens for us, and verifiers that believe the first unless told otherwise. */
export async function twoIssuers() {
  const issuer = await createTestIssuer({ audience, clock });
  const second = await createTestIssuer({
    issuer: 'https://second.example.com',
    audience,
    clock,
  });
  const verifierWith = (options: Partial<JwtVerifierOptions> = {}) =>
    jwtVerifier({
      issuer: issuer.issuer,
      audience,
      clock,
      fetch: (url, init) => (url.startsWith(second.issuer) ? second : issuer).fetch(url, init),
      ...options,
    });
  const verify = async (options: Partial<JwtVerifierOptions>, claims: object = {}) =>
    verifierWith(options).verify(await issuer.token({ claims: { ...claims } }));
  return { issuer, second, verifierWith, verify };
}

export type TwoIssuers = Awaited<ReturnType<typeof twoIssuers>>;

export const refusedWith = (code: string, status = 401) =>
  expect.objectContaining({ code, status }) as Error;
