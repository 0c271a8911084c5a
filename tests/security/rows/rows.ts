import type { Row } from '../runner/row.ts';
import { authorization } from './authorization.ts';
import { authorizationFlow } from './authorization-flow.ts';
import { codes } from './codes.ts';
import { heldErrors } from './held-errors.ts';
import { pkce } from './pkce.ts';
import { redirectUris } from './redirect-uris.ts';

/** How many ids each family has, from 01 on. */
export const FAMILIES = { AZ: 18, RU: 15, PK: 8, CO: 8 } as const;

/** In the order of their ids. */
export const ROWS: readonly Row[] = [
  authorization,
  authorizationFlow,
  redirectUris,
  heldErrors,
  pkce,
  codes,
]
  .flat()
  .sort((one, other) => order(one) - order(other));

function order({ id }: Row): number {
  const [family = '', number = ''] = id.split('-');
  return Object.keys({ ...FAMILIES, FA: 0 }).indexOf(family) * 100 + Number(number);
}
