import { InvalidTokenError } from '../errors/errors.ts';

/** Which entry of which list has the status of a token (draft-ietf-oauth-status-list §6.2). */
export interface StatusReference {
  readonly uri: string;
  readonly index: number;
}

const maxUriLength = 2048;

/**
 * The reference in a `status` claim. Undefined where the token has no such claim: then it cannot be
 * revoked by a list.
 *
 * A claim with another kind of status is refused, because this package cannot look it up.
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
