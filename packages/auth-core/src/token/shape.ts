import { parseCompact } from './compact.ts';

/**
 * What a token looks like. Nothing of it is verified: it serves to choose who verifies it, never
 * to decide anything else.
 */
export type TokenShape =
  | {
      readonly kind: 'jwt';
      /** The `iss` it claims. */
      readonly issuer: string | undefined;
      /** The `typ` of its header, as it is spelt there. */
      readonly type: string | undefined;
    }
  | {
      readonly kind: 'opaque';
      /** What stands before its first `_` or `.`, that included, where it is short: `gho_`, `ya29.`. */
      readonly prefix: string | undefined;
    };

/** Longer ones are not taken apart. */
const maxLength = 16_384;

/** Looks at a token without trying any key. It never throws. */
export function shapeOf(token: string): TokenShape {
  try {
    const { header, claims } = parseCompact(token, maxLength);
    return { kind: 'jwt', issuer: text(claims['iss']), type: text(header['typ']) };
  } catch {
    return { kind: 'opaque', prefix: /^[A-Za-z0-9]{1,12}[_.]/.exec(token)?.[0] };
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
