import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSealer, SealError } from './sealing.ts';

const [older, newer] = [randomBytes(32), randomBytes(32)];

test('a sealed secret opens, and two seals of it differ', async () => {
  const sealer = createSealer([newer]);
  const sealed = await sealer.seal('client-secret', 'hush');
  expect(sealed).not.toContain('hush');
  expect(sealed).not.toBe(await sealer.seal('client-secret', 'hush'));
  expect(await sealer.open('client-secret', sealed)).toBe('hush');
});

test('an older key of the ring still opens, and a removed one no longer does', async () => {
  const sealed = await createSealer([older]).seal('signing-key', 'hush');
  expect(await createSealer([newer, older]).open('signing-key', sealed)).toBe('hush');
  await expect(createSealer([newer]).open('signing-key', sealed)).rejects.toThrow(SealError);
});

test('a value sealed for one purpose does not open for another', async () => {
  const sealer = createSealer([newer]);
  const sealed = await sealer.seal('refresh-successor', 'hush');
  await expect(sealer.open('client-secret', sealed)).rejects.toThrow(SealError);
});

test('an altered value does not open', async () => {
  const sealer = createSealer([newer]);
  const sealed = await sealer.seal('client-secret', 'hush');
  const parts = sealed.split('.');
  parts[3] = Buffer.from('other').toString('base64url');
  await expect(sealer.open('client-secret', parts.join('.'))).rejects.toThrow(SealError);
});
