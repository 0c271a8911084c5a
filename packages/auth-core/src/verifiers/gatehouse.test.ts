import { beforeEach, describe, expect, it } from 'vitest';

import {
  createTestClientKey,
  createTestIssuer,
  type TestIssuer,
  type TestStatusList,
  testStatusList,
} from '../testing/index.ts';
import { anyOf } from './any-of.ts';
import { cached } from '../caching/cached.ts';
import { gatehouse, type GatehouseOptions } from './gatehouse.ts';

const audience = 'https://mcp.example.com/mcp';

let now: number;
const clock = () => now;
let issuer: TestIssuer;
let list: TestStatusList;

beforeEach(async () => {
  now = 1_800_000_000_000;
  issuer = await createTestIssuer({ audience, clock });
  list = testStatusList({ issuer, clock });
});

const verifierOf = (options: Partial<GatehouseOptions> = {}) =>
  gatehouse({ issuer: issuer.issuer, audience, clock, fetch: list.fetch, ...options });

it('has no other audiences', () => {
  const options = { issuer: 'https://a.example', audience: 'https://b.example' };
  for (const otherAudiences of ['any', ['c'], undefined]) {
    expect(() => gatehouse({ ...options, otherAudiences } as typeof options)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  }
});

describe('the verifier for a Gatehouse', () => {
  it('accepts its tokens', async () => {
    const token = await issuer.token({ claims: { status: list.reference(7) } });
    await expect(verifierOf().verify(token)).resolves.toMatchObject({ subject: 'user-1' });
  });

  it('feels a revocation though it remembers the token', async () => {
    // Without timers, so that the next request fetches the list again.
    const verifier = verifierOf({ status: { timer: () => () => {} } });
    const token = await issuer.token({ claims: { status: list.reference(7) } });
    await verifier.verify(token);
    list.set(7);
    now += 7000;
    await expect(verifier.verify(token)).rejects.toThrow(
      expect.objectContaining({ code: 'token_revoked' }),
    );
  });

  it('takes a bound token with a proof at each request, and never as bearer', async () => {
    const verifier = verifierOf();
    const client = await createTestClientKey({ clock });
    const token = await issuer.token({
      claims: { cnf: { jkt: client.jkt }, status: list.reference(7) },
    });
    const target = { method: 'POST', url: audience, token };
    const presented = async () => ({
      scheme: 'DPoP' as const,
      proofs: [await client.proof(target)],
      method: 'POST',
      url: audience,
    });
    const first = await presented();
    await expect(verifier.verify(token, first)).resolves.toBeDefined();
    await expect(verifier.verify(token, first)).rejects.toThrow(
      expect.objectContaining({ code: 'proof_replayed' }),
    );
    await expect(verifier.verify(token, await presented())).resolves.toBeDefined();
    await expect(verifier.verify(token)).rejects.toThrow(
      expect.objectContaining({ code: 'token_binding_unchecked' }),
    );
  });

  it('passes on what is said of its parts', async () => {
    list.fault = 'down';
    const token = await issuer.token({ claims: { status: list.reference(7) } });
    const problems: unknown[] = [];
    const onProblem = (problem: unknown) => void problems.push(problem);
    await expect(verifierOf({ onProblem }).verify(token)).rejects.toThrow(
      expect.objectContaining({ status: 503 }),
    );
    expect(problems).toHaveLength(1);
    await expect(verifierOf({ status: { fail: 'open' } }).verify(token)).resolves.toBeDefined();
    await expect(verifierOf({ requiredScopes: ['admin'] }).verify(token)).rejects.toThrow(
      expect.objectContaining({ code: 'scope_insufficient' }),
    );
    expect(verifierOf({ dpop: { algorithms: ['ES384'] } }).dpopAlgorithms).toEqual(['ES384']);
    expect(() => verifierOf({ cache: { maxAge: -1 } })).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });

  it('stops polling when it is closed', async () => {
    let cancelled = 0;
    const timer = () => () => void (cancelled += 1);
    const verifier = verifierOf({ status: { timer } });
    await verifier.verify(await issuer.token({ claims: { status: list.reference(7) } }));
    const before = cancelled;
    verifier.close();
    expect(cancelled).toBe(before + 1);
  });

  it('goes into no cache, which would skip proofs and revocation', () => {
    expect(() => cached(verifierOf())).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });

  it('has one of several demand DPoP of its own tokens alone', () => {
    const strict = verifierOf({ dpop: { required: true } });
    const other = gatehouse({ issuer: 'https://other.example.com', audience });
    expect(anyOf(strict).dpopRequired).toBe(true);
    expect(anyOf(strict, other).dpopRequired).toBeUndefined();
    expect([...(anyOf(strict, other).signingKeys?.keys() ?? [])].sort()).toEqual([
      'https://auth.example.com',
      'https://other.example.com',
    ]);
  });
});
