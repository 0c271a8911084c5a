import { InvalidTokenError } from '../errors/errors.ts';

/** Where the status of a token is written (draft-ietf-oauth-status-list §6.2). */
export interface StatusReference {
  readonly uri: string;
  readonly index: number;
}

const maxUriLength = 2048;

/**
 * The reference in a `status` claim; undefined where a token has none, and so cannot be revoked
 * by a list.
 *
 * Any other way of telling a status is refused: nobody here could follow it.
 *
 * @throws {@link InvalidTokenError} `token_status_invalid`
 */
export function statusReference(status: unknown): StatusReference | undefined {
  if (status === undefined) return undefined;
  const { status_list: list } = Object(status) as { status_list?: unknown };
  const { uri, idx } = Object(list) as { uri?: unknown; idx?: unknown };
  if (typeof uri !== 'string' || uri.length > maxUriLength) {
    throw new InvalidTokenError('token_status_invalid', 'status has no uri of a status list');
  }
  if (!Number.isSafeInteger(idx) || (idx as number) < 0) {
    throw new InvalidTokenError('token_status_invalid', 'status has no place in a status list');
  }
  return { uri, index: idx as number };
}
