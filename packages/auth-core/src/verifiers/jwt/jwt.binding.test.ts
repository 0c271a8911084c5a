import { beforeEach, describe, expect, it } from 'vitest';

import type { Presentation } from '../../contract/verifier.ts';
import { audience, refusedWith, type TwoIssuers, twoIssuers } from './jwt.fixture.ts';

let issuer: TwoIssuers['issuer'];
let verifierWith: TwoIssuers['verifierWith'];

beforeEach(async () => {
  ({ issuer, verifierWith } = await twoIssuers());
});

describe('a token that is bound to a key', () => {
  const cnf = { jkt: 'A'.repeat(43) };
  const presentation: Presentation = { scheme: 'Bearer', proofs: [], method: 'GET', url: audience };

  it('is refused as plain bearer, whatever else is right, and at no cost', async () => {
    const token = await issuer.token({ claims: { cnf } });
    for (const how of [undefined, presentation, { ...presentation, scheme: 'DPoP' as const }]) {
      await expect(verifierWith().verify(token, how)).rejects.toThrow(
        refusedWith('token_binding_unchecked'),
      );
    }
    expect(issuer.requests).toEqual([]);
  });

  it('is let through to whoever checks the binding', async () => {
    const token = await issuer.token({ claims: { cnf } });
    const how: Presentation = { ...presentation, scheme: 'DPoP', bindingIsChecked: true };
    expect(await verifierWith().verify(token, how)).toMatchObject({ confirmation: cnf });
    expect(await verifierWith().verify(await issuer.token(), how)).not.toHaveProperty(
      'confirmation',
    );
  });
});
