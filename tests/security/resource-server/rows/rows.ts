import type { TokenRow } from '../runner/row.ts';
import { binding } from './binding.ts';
import { claims } from './claims.ts';
import { form } from './form.ts';
import { options } from './options.ts';
import { outside } from './outside.ts';
import { signatures } from './signatures.ts';

/** In the order of their ids. */
export const TOKEN_ROWS: readonly TokenRow[] = [claims, options, signatures, outside, form, binding]
  .flat()
  .sort((one, other) => one.id.localeCompare(other.id));
