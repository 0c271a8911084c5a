import { beforeEach, describe, expect, it } from 'vitest';

import { shapeOf } from '../../token/shape.ts';
import { refusedWith, type TwoIssuers, twoIssuers } from './jwt.fixture.ts';

let issuer: TwoIssuers['issuer'];
let second: TwoIssuers['second'];
let verifierWith: TwoIssuers['verifierWith'];
let verify: TwoIssuers['verify'];

beforeEach(async () => {
  ({ issuer, second, verifierWith, verify } = await twoIssuers());
});

const other = 'https://other.example.com';

describe('several issuers', () => {
  it('are each believed with their own keys alone', async () => {
    const verifier = verifierWith({ issuer: [issuer.issuer, second.issuer] });
    await expect(verifier.verify(await issuer.token())).resolves.toMatchObject({
      issuer: issuer.issuer,
    });
    await expect(verifier.verify(await second.token())).resolves.toMatchObject({
      issuer: second.issuer,
    });
    const forged = await second.token({ claims: { iss: issuer.issuer } });
    await expect(verifier.verify(forged)).rejects.toThrow(refusedWith('token_signature_invalid'));
  });

  it('are recognised by their tokens, and nothing else is', async () => {
    const { recognises } = verifierWith({ issuer: [issuer.issuer, second.issuer] });
    expect(recognises?.(shapeOf(await issuer.token()))).toBe(true);
    expect(recognises?.(shapeOf(await second.token()))).toBe(true);
    expect(recognises?.(shapeOf(await issuer.token({ claims: { iss: other } })))).toBe(false);
    expect(recognises?.(shapeOf(await issuer.token({ claims: { iss: undefined } })))).toBe(false);
    expect(recognises?.(shapeOf('gho_abc'))).toBe(false);
  });

  it('cannot be fooled by a name that every object has', async () => {
    for (const iss of ['__proto__', 'constructor', 'toString']) {
      await expect(verify({}, { iss })).rejects.toThrow(refusedWith('token_issuer_mismatch'));
    }
  });
});
