import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';

import { KeySet } from './key-set.ts';

let good: JWK;
let rsa: JWK;

beforeAll(async () => {
  good = { ...(await exportJWK((await generateKeyPair('ES256')).publicKey)), kid: 'good' };
  rsa = { ...(await exportJWK((await generateKeyPair('RS256')).publicKey)), kid: 'rsa' };
});

describe('a JWK Set', () => {
  it('finds a key by id and algorithm', async () => {
    const keys = new KeySet({ keys: [good, rsa] });
    expect(await keys.find('good', 'ES256')).toMatchObject({ type: 'public' });
    expect(await keys.find('rsa', 'RS256')).toMatchObject({ type: 'public' });
    expect(await keys.find('good', 'RS256')).toBeUndefined();
    expect(await keys.find('absent', 'ES256')).toBeUndefined();
  });

  it('imports a key once', async () => {
    const keys = new KeySet({ keys: [good] });
    expect(await keys.find('good', 'ES256')).toBe(await keys.find('good', 'ES256'));
  });

  it.each<[string, object | null | string]>([
    ['null', null],
    ['text', 'key'],
    ['of an unknown kind', { kty: 'XYZ', kid: 'bad' }],
    ['symmetric', { kty: 'oct', k: 'AAAA', kid: 'bad' }],
    ['without kid', { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }],
    ['with a kid that is a number', { kty: 'EC', kid: 7 }],
    ['for encryption', { kty: 'EC', kid: 'bad', use: 'enc' }],
    ['for signing only', { kty: 'EC', kid: 'bad', key_ops: ['sign'] }],
    ['RSA of 1024 bits', { kty: 'RSA', kid: 'bad', n: 'A'.repeat(171), e: 'AQAB' }],
    ['not on its curve', { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA', kid: 'bad' }],
    ['of another curve', { kty: 'EC', crv: 'P-384', x: 'AAAA', y: 'AAAA', kid: 'bad' }],
  ])('passes over a key %s without losing the others', async (_what, bad) => {
    const keys = new KeySet({ keys: [bad, good] });
    expect(await keys.find('bad', 'ES256')).toBeUndefined();
    expect(await keys.find('good', 'ES256')).toBeDefined();
  });

  it('does not choose between two keys of one id', async () => {
    const keys = new KeySet({ keys: [good, { ...good, x: good.y }] });
    expect(await keys.find('good', 'ES256')).toBeUndefined();
  });

  it('tells two keys of one id apart by their kind', async () => {
    const keys = new KeySet({ keys: [good, { ...rsa, kid: 'good' }] });
    expect(await keys.find('good', 'ES256')).toBeDefined();
    expect(await keys.find('good', 'RS256')).toBeDefined();
  });

  it('uses no private part that was published by mistake', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const keys = new KeySet({ keys: [{ ...(await exportJWK(privateKey)), kid: 'leaked' }] });
    expect(await keys.find('leaked', 'ES256')).toMatchObject({ type: 'public' });
  });

  it.each([
    ['no keys', {}],
    ['keys that are no array', { keys: {} }],
    ['an empty array', { keys: [] }],
    ['nothing usable', { keys: [{ kty: 'oct', k: 'AAAA', kid: 'a' }] }],
  ])('is refused for having %s', (_what, document) => {
    expect(() => new KeySet(document)).toThrow(
      expect.objectContaining({ code: 'issuer_keys_invalid' }),
    );
  });
});
