import { beforeEach, describe, expect, it } from 'vitest';

import { dpop } from '../dpop/dpop.ts';
import { statusScene, type StatusScene } from '../status/status.fixture.ts';
import { statusChecked } from '../status/status-checked.ts';
import { createTestClientKey } from '../testing/index.ts';
import type { Presentation, Verifier } from '../contract/verifier.ts';
import { cached } from './cached.ts';

const url = 'https://mcp.example.com/mcp';

let scene: StatusScene;
let inner: Verifier;
let clock: StatusScene['clock'];

beforeEach(async () => {
  scene = await statusScene();
  ({ clock } = scene);
  inner = cached(scene.jwts(), { clock: clock.now });
});

const refusedWith = (code: string) => expect.objectContaining({ code, status: 401 }) as Error;

describe('a token that is remembered', () => {
  it('needs a proof of its own with every request, and is no bearer token', async () => {
    const client = await createTestClientKey({ clock: clock.now });
    const thief = await createTestClientKey({ clock: clock.now });
    const token = await scene.issuer.token({ claims: { cnf: { jkt: client.jkt } } });
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
    const verifier = scene.checked({}, inner);
    const token = await scene.tokenAt(7);
    await expect(verifier.verify(token)).resolves.toBeDefined();
    scene.list.set(7);
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
