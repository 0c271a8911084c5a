import fc from 'fast-check';
import { beforeAll, expect, it, vi } from 'vitest';

import type { AuthInfo } from '../contract/auth-info.ts';
import { AuthError } from '../errors/errors.ts';
import { createTestClientKey, type TestClientKey } from '../testing/index.ts';
import type { Verifier } from '../contract/verifier.ts';
import { dpop } from './dpop.ts';

const url = 'https://mcp.example.com/mcp';
const token = 'opaque';
const target = { method: 'POST', url, token };
const runs = { numRuns: 300 };
vi.setConfig({ testTimeout: 60_000 });

let client: TestClientKey;
let verifier: Verifier;
let good: string;

beforeAll(async () => {
  client = await createTestClientKey();
  verifier = dpop({
    verify: async () => ({ confirmation: { jkt: client.jkt } }) as unknown as AuthInfo,
  });
  good = await client.proof(target);
});

/** All these proofs are refused, always with the same kind of error. */
async function refuses(proofs: readonly string[]): Promise<void> {
  const how = { scheme: 'DPoP' as const, proofs, method: 'POST', url };
  const outcome: unknown = await verifier.verify(token, how).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(AuthError);
  expect(outcome).toMatchObject({ status: 401 });
}

it('any text for a proof is refused', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 100 });
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 3 }), (proofs) => refuses(proofs)),
    runs,
  );
});

it('a good proof with any character changed, added or left out is refused', async () => {
  const changes = fc.record({
    at: fc.nat({ max: 600 }),
    removed: fc.integer({ min: 0, max: 2 }),
    inserted: fc.string({ maxLength: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(changes, async ({ at, removed, inserted }) => {
      const start = at % good.length;
      const changed = good.slice(0, start) + inserted + good.slice(start + removed);
      if (changed !== good) await refuses([changed]);
    }),
    runs,
  );
});

it('a signed proof with any header made up is refused', async () => {
  const names = fc.constantFrom('typ', 'alg', 'jwk', 'crit', 'b64', 'enc');
  await fc.assert(
    fc.asyncProperty(names, fc.jsonValue(), async (name, value) => {
      await refuses([await client.proof(target, { header: { [name]: value } })]);
    }),
    runs,
  );
});

it('a signed proof with any member of its key changed is refused', async () => {
  const names = fc.constantFrom('kty', 'crv', 'x', 'y', 'd', 'use', 'key_ops');
  await fc.assert(
    fc.asyncProperty(names, fc.jsonValue(), async (name, value) => {
      const jwk = { ...client.publicJwk, [name]: value };
      await refuses([await client.proof(target, { header: { jwk } })]);
    }),
    runs,
  );
});

it('a signed proof with any claim made up is refused', async () => {
  const names = fc.constantFrom('htm', 'htu', 'iat', 'ath');
  await fc.assert(
    fc.asyncProperty(names, fc.jsonValue(), async (name, value) => {
      await refuses([await client.proof(target, { claims: { [name]: value } })]);
    }),
    runs,
  );
});

it('any jti is either refused or good for one request', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (jti) => {
      const proof = await client.proof(target, { claims: { jti } });
      const how = { scheme: 'DPoP' as const, proofs: [proof], method: 'POST', url };
      const outcome: unknown = await verifier.verify(token, how).then(
        () => 'accepted',
        (error: unknown) => (error instanceof AuthError ? 'refused' : error),
      );
      expect(['accepted', 'refused']).toContain(outcome);
      await refuses([proof]);
    }),
    runs,
  );
});
