import { parseCompact } from './compact.ts';

/**
 * What a token looks like, without any verification. It is only used to choose the verifier, never to
 * decide anything else.
 */
export type TokenShape =
  | {
      readonly kind: 'jwt';
      /** Its `iss`, not verified. */
      readonly issuer: string | undefined;
      /** The `typ` of its header, as it is written there. */
      readonly type: string | undefined;
    }
  | {
      readonly kind: 'opaque';
      /** Its beginning up to the first `_` or `.`, at most 13 characters: `gho_`, `ya29.`. */
      readonly prefix: string | undefined;
    };

/** Characters. Longer tokens are not parsed. */
const maxLength = 16_384;

/** The shape of a token. It uses no key and never throws. */
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
