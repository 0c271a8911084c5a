import { beforeEach, describe, expect, it } from 'vitest';

import { createTestClientKey } from '../testing/index.ts';
import { clock, dpopScene, type DpopScene, now, presented, url } from './dpop.fixture.ts';
import { dpop } from './dpop.ts';
import type { DpopOptions } from './options.ts';

let scene: DpopScene;

beforeEach(async () => {
  scene = await dpopScene();
});

const refusal = (code: string, error = 'invalid_dpop_proof') =>
  expect.objectContaining({ code, error, status: 401 }) as Error;

describe('a token bound to a key', () => {
  it('is accepted with a proof of that key', async () => {
    await expect(scene.tried()).resolves.toMatchObject({ confirmation: { jkt: scene.client.jkt } });
  });

  it('is refused as plain bearer, with or without a proof', async () => {
    const refused = refusal('token_binding_unchecked', 'invalid_token');
    await expect(scene.verifier.verify(scene.token)).rejects.toThrow(refused);
    const bearer = { ...presented(await scene.proof()), scheme: 'Bearer' as const };
    await expect(scene.verifier.verify(scene.token, bearer)).rejects.toThrow(refused);
  });

  it('is refused as plain bearer even where the verifier inside has accepted it before', async () => {
    const auth = await scene.tried();
    const remembering = dpop({ verify: async () => auth });
    for (const how of [undefined, { ...presented(), scheme: 'Bearer' as const }]) {
      await expect(remembering.verify(scene.token, how)).rejects.toThrow(
        refusal('token_binding_unchecked', 'invalid_token'),
      );
    }
  });

  it('is refused with a proof of another key', async () => {
    const other = await createTestClientKey({ clock });
    const foreign = await other.proof({ method: 'POST', url, token: scene.token });
    await expect(scene.verifier.verify(scene.token, presented(foreign))).rejects.toThrow(
      refusal('token_binding_mismatch', 'invalid_token'),
    );
  });

  it('is refused when it is bound to a certificate besides, which nobody looked at', async () => {
    const cnf = { jkt: scene.client.jkt, 'x5t#S256': scene.client.jkt };
    scene.token = await scene.issuer.token({ claims: { cnf } });
    await expect(scene.tried()).rejects.toThrow(
      refusal('token_binding_unchecked', 'invalid_token'),
    );
    const looked = { ...presented(await scene.proof()), bindingIsChecked: true as const };
    await expect(scene.verifier.verify(scene.token, looked)).resolves.toBeDefined();
  });

  it('has to be good in every other way too', async () => {
    scene.token = await scene.issuer.token({
      claims: { cnf: { jkt: scene.client.jkt }, exp: now - 60 },
    });
    await expect(scene.tried()).rejects.toThrow(refusal('token_expired', 'invalid_token'));
  });
});

describe('a token bound to no key', () => {
  it('works as plain bearer', async () => {
    const bearer = { ...presented(), scheme: 'Bearer' as const };
    await expect(scene.verifier.verify(await scene.issuer.token(), bearer)).resolves.toBeDefined();
    await expect(scene.verifier.verify(await scene.issuer.token())).resolves.toBeDefined();
  });

  it('is refused with the scheme DPoP, however good the proof', async () => {
    scene.token = await scene.issuer.token();
    await expect(scene.tried()).rejects.toThrow(refusal('token_unbound', 'invalid_token'));
  });

  it('is refused with the scheme DPoP when it is bound to a certificate instead', async () => {
    scene.token = await scene.issuer.token({ claims: { cnf: { 'x5t#S256': scene.client.jkt } } });
    await expect(scene.tried()).rejects.toThrow(refusal('token_unbound', 'invalid_token'));
  });

  it('is refused where only bound tokens are taken', async () => {
    scene.verifier = scene.wrapped({ required: true });
    const refused = refusal('token_unbound', 'invalid_token');
    await expect(scene.verifier.verify(await scene.issuer.token())).rejects.toThrow(refused);
    await expect(scene.tried()).resolves.toBeDefined();
  });
});

describe('construction', () => {
  it.each([
    { algorithms: [] },
    { algorithms: ['HS256'] },
    { algorithms: ['none'] },
    { maxAge: 0 },
    { maxAge: 301 },
    { maxAge: Number.NaN },
    { maxProofLength: 16_385 },
    { nonces: { secret: 'short' } },
    { nonces: { secret: new Uint8Array(31) } },
    { nonces: { secret: 'x'.repeat(32), lifetime: 0 } },
    { nonces: { secret: 'x'.repeat(32), lifetime: Number.NaN } },
    { nonces: { secret: undefined } },
  ])('refuses %j', (options) => {
    expect(() => scene.wrapped(options as unknown as DpopOptions)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});
