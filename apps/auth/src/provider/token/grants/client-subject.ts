/**
 * The `sub` of a token that a client got for itself (RFC 9068 §2.2: an identifier of the client).
 * Clients and people are told apart by it: the identifier of a user begins with `usr_` and never
 * holds a colon, so that no name of a client makes its `sub` a user's (RFC 9700 §4.15).
 */
export function clientSubject(clientId: string): string {
  return `client:${clientId}`;
}

interface JwtParts {
  readonly payload: Record<string, unknown>;
}

/** For the library's `formats.customizers.jwt`: it would write the bare client id. */
export function nameClientSubject(
  _ctx: unknown,
  token: { readonly kind: string; readonly clientId?: string | undefined },
  jwt: JwtParts,
): void {
  if (token.kind !== 'ClientCredentials' || token.clientId === undefined) return;
  jwt.payload.sub = clientSubject(token.clientId);
}
