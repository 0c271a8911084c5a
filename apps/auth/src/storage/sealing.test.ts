import { randomBytes } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
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

test('jose opens what is sealed here, whatever its length, with the header that it was sealed under', async () => {
  const sealer = createSealer([newer]);
  for (let length = 0; length < 100; length += 1) {
    const secret = `${'ü'.repeat(length % 7)}${'x'.repeat(length)}`;
    const sealed = await sealer.seal('client-secret', secret);
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, newer);
    expect(Buffer.from(plaintext).toString()).toBe(secret);
    expect(protectedHeader).toMatchObject({
      alg: 'dir',
      enc: 'A256GCM',
      purpose: 'client-secret',
      kid: expect.any(String),
    });
  }
});

test('what jose seals under a key of the ring opens here', async () => {
  const sealer = createSealer([newer]);
  const sample = await sealer.seal('signing-key', '');
  const header = JSON.parse(Buffer.from(sample.split('.')[0]!, 'base64url').toString());
  const sealed = await new CompactEncrypt(Buffer.from('hush'))
    .setProtectedHeader(header)
    .encrypt(newer);
  expect(await sealer.open('signing-key', sealed)).toBe('hush');
});

test('the header is part of what is sealed: another purpose written into it does not open', async () => {
  const sealer = createSealer([newer]);
  const [header = '', ...rest] = (await sealer.seal('refresh-successor', 'hush')).split('.');
  const altered = Buffer.from(header, 'base64url')
    .toString()
    .replace('refresh-successor', 'client-secret');
  const moved = [Buffer.from(altered).toString('base64url'), ...rest].join('.');
  await expect(sealer.open('client-secret', moved)).rejects.toThrow(SealError);
});

test('no two seals share an initialization vector', async () => {
  const sealer = createSealer([newer]);
  const seals = await Promise.all(
    Array.from({ length: 500 }, () => sealer.seal('client-secret', '')),
  );
  expect(new Set(seals.map((sealed) => sealed.split('.')[2])).size).toBe(500);
});
