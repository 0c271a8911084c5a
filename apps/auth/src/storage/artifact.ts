import { storedArtifact } from './stored.ts';

/** What the library hands to an adapter; its members are the library's own names. */
export interface ArtifactPayload {
  readonly [member: string]: unknown;
  readonly jti?: string;
  readonly exp?: number;
  readonly grantId?: string;
  readonly clientId?: string;
  readonly accountId?: string;
  readonly uid?: string;
  readonly userCode?: string;
  /** seconds since the epoch, or absent while unused */
  readonly consumed?: number;
}

/** A row of `artifacts` as it is written. */
export interface ArtifactRow {
  readonly kind: string;
  readonly id_hash: string;
  readonly payload: ArtifactPayload;
  readonly grant_id: string | null;
  readonly client_id: string | null;
  readonly user_id: string | null;
  readonly uid: string | null;
  readonly user_code: string | null;
  /** seconds from the statement's own `now()` */
  readonly expires_in: number;
}

/** The row of an artifact: columns for what is asked about, and a payload that never holds the token. */
export function artifactRow(
  kind: string,
  idHash: string,
  payload: ArtifactPayload,
  expiresIn: number,
): ArtifactRow {
  const { jti: _token, ...rest } = payload;
  return {
    kind,
    id_hash: idHash,
    payload: rest,
    grant_id: payload.grantId ?? null,
    client_id: payload.clientId ?? null,
    user_id: payload.accountId ?? null,
    uid: payload.uid ?? null,
    user_code: payload.userCode ?? null,
    expires_in: expiresIn,
  };
}

/** A record that the database has found alive. */
export interface LiveRecord {
  readonly payload: ArtifactPayload;
  /** seconds it has left, by the database's clock */
  readonly expiresIn: number;
  /** when it was used (seconds since the epoch), or null */
  readonly consumedAt?: number | null;
}

/**
 * The payload as the library expects it back: with the identifier it asked for, and with an `exp`
 * that says by this process's clock what the database said by its own. The library compares again,
 * and must not come to another answer where the two clocks differ.
 */
export function restorePayload(
  { payload, expiresIn, consumedAt = null }: LiveRecord,
  id: string | undefined,
): ArtifactPayload {
  return {
    ...storedArtifact(payload),
    exp: Math.floor(Date.now() / 1000) + Math.ceil(expiresIn),
    ...(id === undefined ? undefined : { jti: id }),
    ...(consumedAt === null ? undefined : { consumed: consumedAt }),
  };
}

/** The lifetime that the library gives every record but a client. */
export function seconds(expiresIn: number | undefined): number {
  if (expiresIn === undefined) throw new TypeError('a record without a lifetime');
  return expiresIn;
}
