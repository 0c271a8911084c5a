import { z } from 'zod';
import type {
  InitialAccessToken,
  InitialAccessTokenState,
} from '../storage/initial-access-tokens.ts';
import type { RegistrationPolicy } from '../registration/registration.ts';
import { tokenHash } from '../storage/token-hash.ts';
import { OperationError } from './operation-error.ts';
import type { OperatorContext } from './operator-context.ts';
import { isFound, type SearchList } from './search-list.ts';

/** What the operator says of an initial access token (RFC 7591 §3) to be made. */
export const NewRegistrationToken = z.strictObject({
  label: z.string().trim().min(1).max(200).optional(),
  /** how many clients may register with it; absent: any number */
  uses: z.number().int().min(1).max(1_000_000_000).optional(),
  /** absent: it does not expire */
  expires_seconds: z.number().int().min(1).max(1_000_000_000).optional(),
});

export const RegistrationTokenId = z.strictObject({ id: z.string().min(1).max(500) });

/** A token as a command prints it: never its value. Times are ISO 8601. */
export interface DescribedRegistrationToken {
  readonly id: string;
  readonly label: string | null;
  readonly state: InitialAccessTokenState;
  /** null: any number */
  readonly uses: number | null;
  /** clients that registered with it */
  readonly used: number;
  readonly created_at: string;
  readonly last_used_at: string | null;
  /** null: never; of one that was used up, when that was */
  readonly expires_at: string | null;
}

/** A token that was just made. */
export interface AddedRegistrationToken extends DescribedRegistrationToken {
  readonly token: string;
  /** what `REGISTRATION` says: a token is asked for only where that is `token` */
  readonly registration: RegistrationPolicy;
}

/** Makes a token. Only this answer shows its value: it is stored as a hash. */
export async function addRegistrationToken(
  { initialAccessTokens, randomBytes, registration }: OperatorContext,
  { label, uses, expires_seconds: expiresIn }: z.infer<typeof NewRegistrationToken>,
): Promise<AddedRegistrationToken> {
  // What it begins with is for those who search for leaked secrets.
  const token = `gatehouse_iat_${randomBytes(32).toString('base64url')}`;
  const added = await initialAccessTokens.add({
    id: `token_${randomBytes(8).toString('hex')}`,
    tokenHash: tokenHash(token),
    label,
    uses,
    expiresIn,
  });
  return { ...described(added), token, registration };
}

/** The newest first. */
export async function listRegistrationTokens(
  { initialAccessTokens }: OperatorContext,
  { search }: SearchList,
): Promise<{ readonly tokens: readonly DescribedRegistrationToken[] }> {
  const known = (await initialAccessTokens.list()).map(described);
  return { tokens: known.filter(({ id, label }) => isFound(search, [id, label ?? ''])) };
}

/**
 * Removes a token: nobody registers with it any more. Clients that did so stay.
 *
 * @throws OperationError `unknown_registration_token`
 */
export async function removeRegistrationToken(
  { initialAccessTokens }: OperatorContext,
  { id }: z.infer<typeof RegistrationTokenId>,
): Promise<{ readonly id: string }> {
  if (await initialAccessTokens.remove(id)) return { id };
  throw new OperationError({ code: 'unknown_registration_token', id });
}

function described({
  created_at: created,
  last_used_at: lastUsed,
  expires_at: expires,
  ...token
}: InitialAccessToken): DescribedRegistrationToken {
  return {
    ...token,
    created_at: created.toISOString(),
    last_used_at: lastUsed?.toISOString() ?? null,
    expires_at: expires?.toISOString() ?? null,
  };
}
