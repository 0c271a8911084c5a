import { beforeEach, describe, expect, it } from 'vitest';

import { dpop } from '../dpop/dpop.ts';
import { type TestClock, testClock } from '../status/status.fixture.ts';
import { statusChecked } from '../status/status-checked.ts';
import {
  createTestClientKey,
  createTestIssuer,
  type TestIssuer,
  testStatusList,
} from '../testing/index.ts';
import type { Presentation, Verifier } from '../verifier.ts';
import { cached } from './cached.ts';
import { jwtVerifier } from './jwt.ts';

const url = 'https://mcp.example.com/mcp';

let clock: TestClock;
let issuer: TestIssuer;
let inner: Verifier;

beforeEach(async () => {
  clock = testClock();
  issuer = await createTestIssuer({ audience: url, clock: clock.now });
  const { fetch } = issuer;
  const jwts = jwtVerifier({ issuer: issuer.issuer, audience: url, fetch, clock: clock.now });
  inner = cached(jwts, { clock: clock.now });
});

const refusedWith = (code: string) => expect.objectContaining({ code, status: 401 }) as Error;

describe('a token that is remembered', () => {
  it('needs a proof of its own with every request, and is no bearer token', async () => {
    const client = await createTestClientKey({ clock: clock.now });
    const thief = await createTestClientKey({ clock: clock.now });
    const token = await issuer.token({ claims: { cnf: { jkt: client.jkt } } });
    const verifier = dpop(inner, { clock: clock.now });
    const target = { method: 'POST', url, token };
    const presented = (proof: string): Presentation => ({
      scheme: 'DPoP',
      proofs: [proof],
      method: 'POST',
      url,
    });
    const proof = await client.proof(target);
    await expect(verifier.verify(token, presented(proof))).resolves.toBeDefined();
    await expect(verifier.verify(token, presented(proof))).rejects.toThrow(
      refusedWith('proof_replayed'),
    );
    await expect(verifier.verify(token, presented(await thief.proof(target)))).rejects.toThrow(
      refusedWith('token_binding_mismatch'),
    );
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_binding_unchecked'));
    await expect(
      verifier.verify(token, presented(await client.proof(target))),
    ).resolves.toBeDefined();
  });

  it('is refused once its list says that it is revoked', async () => {
    const list = testStatusList({ issuer, clock: clock.now });
    const verifier = statusChecked(inner, {
      clock: clock.now,
      fetch: clock.watching(list.fetch, () => false),
      timer: clock.timer,
    });
    const token = await issuer.token({ claims: { status: list.reference(7) } });
    await expect(verifier.verify(token)).resolves.toBeDefined();
    list.set(7, 1);
    await clock.pass(4000);
    await expect(verifier.verify(token)).rejects.toThrow(refusedWith('token_revoked'));
    verifier.close();
  });
});

it('what checks each request cannot be put into a cache', () => {
  const misconfigured = expect.objectContaining({ code: 'configuration_invalid' }) as Error;
  expect(() => cached(dpop(inner))).toThrow(misconfigured);
  expect(() => cached(statusChecked(inner))).toThrow(misconfigured);
});
