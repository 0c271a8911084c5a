/** Tokens that are bound to a key: RS-26. */
import { about } from '../runner/names.ts';
import type { TokenRow } from '../runner/row.ts';
import { claiming } from './spellings.ts';

const THUMBPRINT = '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I';

export const binding: readonly TokenRow[] = [
  {
    id: 'RS-26',
    attack: 'a bound token as plain bearer, or with a confirmation that nobody understands',
    expected: 'invalid token',
    requests: { introspection: 1 },
    notFor: about(['github', 'google access token'], 'No token of this kind is bound.'),
    run: claiming(() => ({
      jkt: { cnf: { jkt: THUMBPRINT } },
      certificate: { cnf: { 'x5t#S256': THUMBPRINT } },
      unknown: { cnf: { other: 'x' } },
      empty: { cnf: {} },
      'not an object': { cnf: true },
    })),
  },
];
