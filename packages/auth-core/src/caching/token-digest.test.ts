import { expect, it, vi } from 'vitest';

import { tokenDigest } from './token-digest.ts';

/** SHA-256 of "abc" (FIPS 180-4), in base64url. */
const abc = 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0';

it('a token is hashed at once where there is node:crypto', () => {
  expect(tokenDigest()('abc')).toBe(abc);
});

it('WebCrypto gives the same where there is none, or one without hash', async () => {
  expect(await tokenDigest({})('abc')).toBe(abc);
  const builtins = { getBuiltinModule: vi.fn<() => object>(() => ({})) };
  expect(await tokenDigest(builtins)('abc')).toBe(abc);
  expect(builtins.getBuiltinModule).toHaveBeenCalledWith('node:crypto');
});
