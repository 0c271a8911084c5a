import { describe, expect, it } from 'vitest';

import { confirmationOf } from './confirmation.ts';
import type { Presentation } from './verifier.ts';

const jkt = 'A'.repeat(43);
const presentation: Presentation = {
  scheme: 'DPoP',
  proofs: [],
  method: 'POST',
  url: 'https://mcp.example.com/mcp',
};
const checked: Presentation = { ...presentation, bindingIsChecked: true };

describe('the binding of a token', () => {
  it('is none where there is no cnf, however the token was presented', () => {
    for (const how of [undefined, presentation, checked]) {
      expect(confirmationOf(undefined, how)).toBeUndefined();
    }
  });

  it.each([[{ jkt }], [{ 'x5t#S256': jkt }], [{}], [null], ['jkt'], [{ jwk: {} }]])(
    'is refused where nobody checks it: %j',
    (cnf) => {
      for (const how of [undefined, presentation, { ...presentation, scheme: 'Bearer' as const }]) {
        expect(() => confirmationOf(cnf, how)).toThrow(
          expect.objectContaining({ code: 'token_binding_unchecked', status: 401 }),
        );
      }
    },
  );

  it('is handed to whoever checks it', () => {
    expect(confirmationOf({ jkt }, checked)).toEqual({ jkt });
    expect(confirmationOf({ jkt, 'x5t#S256': jkt }, checked)).toEqual({ jkt, 'x5t#S256': jkt });
  });

  it.each([
    [{}],
    [null],
    ['jkt'],
    [[jkt]],
    [{ jkt: 7 }],
    [{ jkt: 'short' }],
    [{ jwk: {} }],
    [{ jkt, kid: 'a further demand' }],
  ])('is refused where it cannot be understood: %j', (cnf) => {
    expect(() => confirmationOf(cnf, checked)).toThrow(
      expect.objectContaining({ code: 'token_claim_invalid' }),
    );
  });
});
