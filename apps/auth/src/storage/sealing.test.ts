import { createCipheriv, randomBytes } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { expect, test } from 'vitest';
import { BOUND_PREFIX, createSealer, isMisplaced, SealError } from './sealing.ts';
import { sealUnbound } from './testing/unbound-seal.ts';

const [older, newer] = [randomBytes(32), randomBytes(32)];

test('a sealed secret opens, and two seals of it differ', async () => {
  const sealer = createSealer([newer]);
  const sealed = await sealer.seal('client-secret', 'row', 'hush');
  expect(sealed).not.toContain('hush');
  expect(sealed).not.toBe(await sealer.seal('client-secret', 'row', 'hush'));
  expect(await sealer.open('client-secret', 'row', sealed)).toBe('hush');
});

test('an older key of the ring still opens, and a removed one no longer does', async () => {
  const sealed = await createSealer([older]).seal('signing-key', 'row', 'hush');
  expect(await createSealer([newer, older]).open('signing-key', 'row', sealed)).toBe('hush');
  await expect(createSealer([newer]).open('signing-key', 'row', sealed)).rejects.toThrow(SealError);
});

test('a value sealed for one purpose does not open for another', async () => {
  const sealer = createSealer([newer]);
  const sealed = await sealer.seal('refresh-successor', 'row', 'hush');
  await expect(sealer.open('client-secret', 'row', sealed)).rejects.toThrow(SealError);
});

test('an altered value does not open', async () => {
  const sealer = createSealer([newer]);
  const sealed = await sealer.seal('client-secret', 'row', 'hush');
  const parts = sealed.split('.');
  parts[3] = Buffer.from('other').toString('base64url');
  await expect(sealer.open('client-secret', 'row', parts.join('.'))).rejects.toThrow(SealError);
});

test('jose opens what is sealed here, whatever its length, with the header that it was sealed under', async () => {
  const sealer = createSealer([newer]);
  for (let length = 0; length < 100; length += 1) {
    const secret = `${'ü'.repeat(length % 7)}${'x'.repeat(length)}`;
    const sealed = await sealer.seal('client-secret', 'row', secret);
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
  const sample = await sealer.seal('signing-key', 'row', '');
  const header = JSON.parse(Buffer.from(sample.split('.')[0]!, 'base64url').toString());
  const sealed = await new CompactEncrypt(Buffer.from('hush'))
    .setProtectedHeader(header)
    .encrypt(newer);
  expect(await sealer.open('signing-key', 'row', sealed)).toBe('hush');
});

test('a value sealed for one row opens in no other, whatever is called like it', async () => {
  const misplaced: string[] = [];
  const onMisplaced = ({ code }: SealError) => misplaced.push(code);
  const sealer = createSealer([newer], {
    onMisplaced,
    acceptsUnbound: () => Promise.resolve(true),
  });
  const sealed = await sealer.seal('client-secret', 'one', 'hush');
  for (const row of ['two', 'on', 'one ', 'One', '', 'client-secret\none', 'row']) {
    const error: unknown = await sealer.open('client-secret', row, sealed).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'seal_misplaced' });
    expect(isMisplaced(error)).toBe(true);
  }
  expect(misplaced).toHaveLength(7);
  expect(await sealer.open('client-secret', 'one', sealed)).toBe('hush');
  const [header = ''] = sealed.split('.');
  expect(Buffer.from(header, 'base64url').toString()).not.toContain('one');
});

test('a secret that was opened before opens again, and for nothing else', async () => {
  const sealer = createSealer([newer]);
  const [one, other] = [
    await sealer.seal('client-secret', 'one', 'hush'),
    await sealer.seal('client-secret', 'one', 'another'),
  ];
  expect(await sealer.open('client-secret', 'one', one)).toBe('hush');
  expect(await sealer.open('client-secret', 'one', one)).toBe('hush');
  expect(await sealer.open('client-secret', 'one', other)).toBe('another');
  const elsewhere = [
    sealer.open('client-secret', 'two', one),
    sealer.open('signing-key', 'one', one),
    sealer.open('client-secret', 'one', `${one}\none`),
    createSealer([older]).open('client-secret', 'one', one),
  ];
  for (const opening of elsewhere) await expect(opening).rejects.toThrow(SealError);
});

test('a value of an older version, bound to no row, opens only where it is accepted', async () => {
  const sealed = await sealUnbound(newer, 'client-secret', 'hush');
  let accepted = true;
  const sealer = createSealer([newer], { acceptsUnbound: () => Promise.resolve(accepted) });
  expect(await sealer.open('client-secret', 'any', sealed)).toBe('hush');
  accepted = false;
  const refused = { code: 'seal_misplaced' };
  await expect(sealer.open('client-secret', 'any', sealed)).rejects.toMatchObject(refused);
  await expect(createSealer([newer]).open('client-secret', 'any', sealed)).rejects.toMatchObject(
    refused,
  );
  await expect(sealer.open('signing-key', 'any', sealed)).rejects.toMatchObject(refused);
});

test('a value without its key is a fault of the configuration, and not a value moved', async () => {
  const sealed = await createSealer([older]).seal('client-secret', 'row', 'hush');
  const error: unknown = await createSealer([newer])
    .open('client-secret', 'row', sealed)
    .catch((e: unknown) => e);
  expect(error).toMatchObject({ code: 'seal_not_opened' });
  expect(isMisplaced(error)).toBe(false);
});

test('every bound value begins with what SQL looks for, and no other does', async () => {
  const sealer = createSealer([newer]);
  for (const closes of [false, true]) {
    const sealed = await sealer.seal('signing-key', randomBytes(9).toString('hex'), '{}', closes);
    expect(sealed.startsWith(BOUND_PREFIX)).toBe(true);
    // What an older replica looks at has not changed, so that it goes on opening these.
    const { protectedHeader } = await compactDecrypt(sealed, newer);
    expect(protectedHeader).toMatchObject({ alg: 'dir', purpose: 'signing-key' });
  }
  const unbound = await sealUnbound(newer, 'signing-key', '{}');
  expect(unbound.startsWith(BOUND_PREFIX)).toBe(false);
});

test('the header is part of what is sealed: another purpose written into it does not open', async () => {
  const sealer = createSealer([newer]);
  const [header = '', ...rest] = (await sealer.seal('refresh-successor', 'row', 'hush')).split('.');
  const altered = Buffer.from(header, 'base64url')
    .toString()
    .replace('refresh-successor', 'client-secret');
  const moved = [Buffer.from(altered).toString('base64url'), ...rest].join('.');
  await expect(sealer.open('client-secret', 'row', moved)).rejects.toThrow(SealError);
});

test('no two seals share an initialization vector', async () => {
  const sealer = createSealer([newer]);
  const seals = await Promise.all(
    Array.from({ length: 500 }, () => sealer.seal('client-secret', 'row', '')),
  );
  expect(new Set(seals.map((sealed) => sealed.split('.')[2])).size).toBe(500);
});

test('what is not the one form of a sealed value does not open, as it does not open with jose', async () => {
  const sealer = createSealer([newer]);
  // Two characters of ciphertext beyond a multiple of four.
  const sealed = await sealer.seal('client-secret', 'row', 'hush');
  const [header = '', , iv = '', text = '', tag = ''] = sealed.split('.');
  const options = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
  const malformed = [
    '',
    '....',
    [header, iv, text, tag].join('.'),
    [header, '', iv, text, tag, ''].join('.'),
    [header, 'AAAA', iv, text, tag].join('.'),
    [header, '', '', text, tag].join('.'),
    [header, '', iv.slice(0, 12), text, tag].join('.'),
    [header, '', `${iv}AAAA`, text, tag].join('.'),
    [header, '', iv, '', tag].join('.'),
    [header, '', iv, `${text}AAA`, tag].join('.'),
    [header, '', iv, text, ''].join('.'),
    [header, '', iv, text, tag.slice(0, 16)].join('.'),
    [header, '', iv, text, tag.slice(0, 6)].join('.'),
    [header, '', iv, text, `${tag}AA`].join('.'),
    [`${header}AAAA`, '', iv, text, tag].join('.'),
    ['', '', iv, text, tag].join('.'),
    [Buffer.from('null').toString('base64url'), '', iv, text, tag].join('.'),
    [Buffer.from('[]').toString('base64url'), '', iv, text, tag].join('.'),
  ];
  for (const value of malformed) {
    const refused = { code: 'seal_not_opened' };
    await expect(sealer.open('client-secret', 'row', value), value).rejects.toMatchObject(refused);
    const jose = compactDecrypt(value, newer, options);
    await expect(jose, value).rejects.toThrow(Error);
  }
});

test('a value whose text has a character too many does not open', async () => {
  const sealer = createSealer([newer]);
  const sealed = await sealer.seal('client-secret', 'row', 'bus');
  const [header, , iv, text, tag] = sealed.split('.');
  expect(text).toHaveLength(4);
  for (const more of ['A', '=', ' ', '\n']) {
    const value = [header, '', iv, `${text}${more}`, tag].join('.');
    await expect(sealer.open('client-secret', 'row', value)).rejects.toThrow(SealError);
    await expect(sealer.open('client-secret', 'row', `${sealed}${more}`)).rejects.toThrow(
      SealError,
    );
  }
});

test('a header that says anything else of how it is sealed does not open', async () => {
  const sealer = createSealer([newer]);
  const [sample = ''] = (await sealer.seal('client-secret', 'row', '')).split('.');
  const header = JSON.parse(Buffer.from(sample, 'base64url').toString()) as Record<string, string>;
  const others = [
    { alg: 'A256KW' },
    { alg: undefined },
    { enc: 'A128GCM' },
    { enc: undefined },
    { kid: undefined },
    { kid: 'other' },
    { crit: ['row'] },
    { zip: 'DEF' },
  ];
  const opened = (change: object) => {
    const aad = Buffer.from(JSON.stringify({ ...header, ...change })).toString('base64url');
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', newer, iv).setAAD(Buffer.from(aad));
    const text = cipher.update('hush', 'utf8', 'base64url') + cipher.final('base64url');
    const parts = [aad, '', iv.toString('base64url'), text];
    const value = [...parts, cipher.getAuthTag().toString('base64url')].join('.');
    return sealer.open('client-secret', 'row', value);
  };
  // Without a change it opens: it is not for another reason that the others do not.
  expect(await opened({})).toBe('hush');
  for (const change of others) {
    await expect(opened(change)).rejects.toMatchObject({ code: 'seal_not_opened' });
  }
});
