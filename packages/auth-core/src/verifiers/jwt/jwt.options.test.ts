import { beforeEach, describe, expect, it } from 'vitest';

import { refusedWith, type TwoIssuers, twoIssuers } from './jwt.fixture.ts';
import type { JwtVerifierOptions } from './options.ts';

let issuer: TwoIssuers['issuer'];
let second: TwoIssuers['second'];
let verifierWith: TwoIssuers['verifierWith'];
let verify: TwoIssuers['verify'];

beforeEach(async () => {
  ({ issuer, second, verifierWith, verify } = await twoIssuers());
});

describe('what every token needs', () => {
  it('are its scopes: 403 that names them all', async () => {
    const options = { requiredScopes: ['mcp:read', 'mcp:write'] };
    await expect(verify(options, { scope: 'mcp:read mcp:write x' })).resolves.toBeDefined();
    await expect(verify(options, { scope: 'mcp:read' })).rejects.toThrow(
      expect.objectContaining({ status: 403, scopes: ['mcp:read', 'mcp:write'] }),
    );
  });

  it('is told only to whoever has a genuine token', async () => {
    const options = {
      requiredScopes: ['mcp:write'],
      requiredClaims: { org: 'acme' },
    };
    const forged = await second.token({
      claims: { iss: issuer.issuer },
      header: { kid: issuer.kid },
    });
    await expect(verifierWith(options).verify(forged)).rejects.toThrow(
      refusedWith('token_signature_invalid'),
    );
  });

  it.each<[string, JwtVerifierOptions['requiredClaims'], object]>([
    ['a value', { org: 'acme' }, { org: 'acme' }],
    ['one of several', { tier: [1, 2] }, { tier: 2 }],
    ['false', { blocked: false }, { blocked: false }],
    [
      'what a function says',
      { groups: (g) => Array.isArray(g) && g.includes('a') },
      { groups: ['a'] },
    ],
  ])('are its claims: %s', async (_what, requiredClaims, claims) => {
    await expect(verify({ requiredClaims }, claims)).resolves.toBeDefined();
    await expect(verify({ requiredClaims })).rejects.toThrow(refusedWith('token_claim_missing'));
    const name = Object.keys(claims)[0] ?? '';
    for (const value of ['', 'Acme', 0, '1', 'false', ['acme'], { a: 1 }, true, null]) {
      await expect(verify({ requiredClaims }, { [name]: value })).rejects.toThrow(
        refusedWith('token_claim_invalid'),
      );
    }
  });

  it.each<[string, (value: unknown) => unknown]>([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['returns a promise', () => Promise.resolve(true)],
    ['returns text', () => 'no'],
  ])('is not met where a function %s', async (_what, requirement) => {
    const requiredClaims = { sub: requirement };
    await expect(verify({ requiredClaims })).rejects.toThrow(refusedWith('token_claim_invalid'));
  });
});

describe('how an issuer writes its tokens', () => {
  it.each<[string[], object, string[]]>([
    [['scp'], { scp: ['a', 'b', 'a'] }, ['a', 'b']],
    [['scp'], { scp: 'a b' }, ['a', 'b']],
    [['scp', 'scope'], { scope: 'a' }, ['a']],
    [['scp', 'scope'], { scp: [], scope: 'a' }, []],
    [['scp'], { scp: ['a b', '', 7, null, 'c'] }, ['c']],
    [['scp'], { scp: { a: true } }, []],
    [['scp'], { scope: 'a' }, []],
  ])('scopes in %j: %j', async (scopeClaims, claims, scopes) => {
    expect(await verify({ scopeClaims }, { scope: undefined, ...claims })).toMatchObject({
      scopes,
    });
  });

  it('the client in the first claim that is there', async () => {
    const clientIdClaims = ['cid', 'azp'];
    expect(await verify({ clientIdClaims }, { azp: 'b' })).toMatchObject({ clientId: 'b' });
    expect(await verify({ clientIdClaims }, { cid: 'a', azp: 'b' })).toMatchObject({
      clientId: 'a',
    });
    await expect(verify({ clientIdClaims })).rejects.toThrow(refusedWith('token_claim_missing'));
    await expect(verify({ clientIdClaims }, { cid: 7, azp: 'b' })).rejects.toThrow(
      refusedWith('token_claim_invalid'),
    );
  });

  it('marks that tell an access token', async () => {
    const options = { accessTokenMarks: { token_use: 'access' } };
    await expect(verify(options, { token_use: 'access' })).resolves.toBeDefined();
    for (const token_use of ['id', undefined]) {
      await expect(verify(options, { token_use })).rejects.toThrow(
        refusedWith('token_type_refused'),
      );
    }
  });

  it('no jti, where none is needed, but none that is no text', async () => {
    await expect(verify({ requireJti: false }, { jti: undefined })).resolves.toBeDefined();
    await expect(verify({ requireJti: false }, { jti: 7 })).rejects.toThrow(
      refusedWith('token_claim_invalid'),
    );
  });

  it.each([{ scope: 7 }, { scope: [7] }, { scope: null }, { client_id: 7, azp: 'a' }])(
    'claims of the types they are declared with: %j',
    async (claims) => {
      const options = { clientIdClaims: ['azp', 'client_id'] };
      await expect(verify(options, claims)).rejects.toThrow(refusedWith('token_claim_invalid'));
    },
  );
});

describe('options that cannot be right', () => {
  it.each<[string, object]>([
    ['a tolerance that is no number', { clockTolerance: Number.NaN }],
    ['a negative tolerance', { clockTolerance: -1 }],
    ['a tolerance of hours', { clockTolerance: 3600 }],
    ['a lifetime that is no number', { maxLifetime: Number.NaN }],
    ['an endless lifetime', { maxLifetime: Number.POSITIVE_INFINITY }],
    ['no length', { maxTokenLength: 0 }],
    ['an endless length', { maxTokenLength: 1_000_000 }],
    ['no type', { typ: [] }],
    ['no claim for the client', { clientIdClaims: [] }],
    ['no claim for scopes', { scopeClaims: [] }],
    ['a required claim of undefined', { requiredClaims: { org: undefined } }],
    ['an empty required claim', { requiredClaims: { org: '' } }],
    ['an undefined mark', { accessTokenMarks: { token_use: undefined } }],
  ])('are refused: %s', (_what, options) => {
    expect(() => verifierWith(options)).toThrow(refusedWith('configuration_invalid', 500));
  });
});
