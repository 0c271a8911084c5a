import { beforeEach, describe, expect, it } from 'vitest';

import type { AuthInfo } from '../contract/auth-info.ts';
import { createTestClientKey, type TestClientKey } from '../testing/index.ts';
import { dpop } from './dpop.ts';

const url = 'https://mcp.example.com/mcp';
const token = 'opaque';
const secret = 'a secret of thirty-two bytes, or more';

let now: number;
const clock = () => now * 1000;
let client: TestClientKey;

beforeEach(async () => {
  now = 1_800_000_000;
  client = await createTestClientKey({ clock });
});

const instance = (nonces = { secret, lifetime: 100 }) =>
  dpop(
    { verify: async () => ({ confirmation: { jkt: client.jkt } }) as unknown as AuthInfo },
    { clock, nonces },
  );

async function tried(nonce: string | undefined, verifier = instance(), claims = {}) {
  const proof = await client.proof(
    { method: 'POST', url, token },
    { claims: { nonce, ...claims } },
  );
  return verifier.verify(token, { scheme: 'DPoP', proofs: [proof], method: 'POST', url });
}

/** The nonce a server asks for. */
async function wanted(): Promise<string> {
  const error: unknown = await tried(undefined).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'proof_nonce_required', status: 401 });
  expect(error).toMatchObject({ error: 'use_dpop_nonce' });
  return (error as { headers: Record<string, string> }).headers['DPoP-Nonce'] ?? '';
}

describe('a server that wants nonces', () => {
  it('says which, and accepts it from then on, on every instance', async () => {
    const nonce = await wanted();
    expect(nonce).toMatch(/^[\w-]{43}$/);
    await expect(tried(nonce)).resolves.toBeDefined();
    await expect(tried(nonce)).resolves.toBeDefined();
  });

  it('accepts a nonce for its lifetime and as long again', async () => {
    const nonce = await wanted();
    now += 199;
    await expect(tried(nonce)).resolves.toBeDefined();
    now += 1;
    await expect(tried(nonce)).rejects.toThrow(
      expect.objectContaining({ code: 'proof_nonce_required' }),
    );
    expect(await wanted()).not.toBe(nonce);
  });

  it.each(['', 'made up', 7, null, {}, ['nonce']])('does not accept %j', async (nonce) => {
    await expect(tried(undefined, instance(), { nonce })).rejects.toThrow(
      expect.objectContaining({ code: 'proof_nonce_required' }),
    );
  });

  it('does not accept a nonce of before its time', async () => {
    now += 100;
    const nonce = await wanted();
    now -= 100;
    await expect(tried(nonce)).rejects.toThrow(
      expect.objectContaining({ code: 'proof_nonce_required' }),
    );
  });

  it('does not accept a nonce of a server with another secret', async () => {
    const nonce = await wanted();
    const other = instance({ secret: secret.toUpperCase(), lifetime: 100 });
    await expect(tried(nonce, other)).rejects.toThrow(
      expect.objectContaining({ code: 'proof_nonce_required' }),
    );
  });

  it('does not have a client repeat a proof that is wrong in another way', async () => {
    await expect(tried(undefined, instance(), { htm: 'GET' })).rejects.toThrow(
      expect.objectContaining({ code: 'proof_request_mismatch', headers: {} }),
    );
  });
});

it('a server that wants no nonces takes no offence at one', async () => {
  const verifier = dpop(
    { verify: async () => ({ confirmation: { jkt: client.jkt } }) as unknown as AuthInfo },
    { clock },
  );
  await expect(tried('whatever', verifier)).resolves.toBeDefined();
});
