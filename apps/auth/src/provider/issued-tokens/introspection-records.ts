import type { ClientRow } from '../../storage/clients.ts';
import {
  type ClientAndStanding,
  clientAndStanding,
  grantStanding,
  type Standing,
} from '../../storage/standing.ts';
import type { Storage } from '../../storage/storage.ts';
import { RequestRecords } from '../request-records.ts';

/** A signed token (RFC 7515 §7.1), as far as it takes to look into it. */
const JWT = /^[\w-]+\.([\w-]+)\.[\w-]+$/;

/** Of the library's making, and nothing that Postgres cannot hold. */
const GRANT_ID = /^[\w-]{1,64}$/;

/**
 * What an introspection reads. When the library looks up the client that asks, the token is there
 * already and names its grant; so both are read in one statement, and the judgement about the token
 * is of the moment at which the client was known.
 *
 * The client has not proved who it is by then, and nobody has looked at the token's signature. Both
 * come before anything that was read is made use of: {@link IntrospectionRecords.standing} gives it to
 * whoever names the grant, and they have it from a token that they verified. A token that somebody
 * made up costs the same one statement, changes nothing, and is answered like any other.
 */
export class IntrospectionRecords extends RequestRecords {
  readonly #storage: Storage;
  readonly #token: () => unknown;
  #asked: { readonly clientId: string; readonly grantId: string } | undefined;
  #both: Promise<ClientAndStanding> | undefined;

  /** @param token the parameter of the request, called once a client is asked for */
  constructor(storage: Storage, token: () => unknown) {
    super(storage);
    this.#storage = storage;
    this.#token = token;
  }

  override async client(clientId: string): Promise<ClientRow | undefined> {
    if (this.#both === undefined) {
      const claims = unverifiedClaims(this.#token());
      // An opaque token: the library looks it up by itself, and no resource is asked for.
      if (claims === undefined) return this.#storage.clients.row(clientId);
      const grantId = claims.gid;
      // A client's own token: it rests on its client, and on a resource.
      if (typeof grantId !== 'string' || !GRANT_ID.test(grantId)) return super.client(clientId);
      this.#asked = { clientId, grantId };
      this.#both = clientAndStanding(this.#storage.database, clientId, grantId);
    }
    if (this.#asked?.clientId !== clientId) return this.#storage.clients.row(clientId);
    return (await this.#both).client ?? undefined;
  }

  /** What a grant rests on, as {@link grantStanding} has it. */
  async standing(grantId: string): Promise<Standing | undefined> {
    if (this.#both === undefined || this.#asked?.grantId !== grantId) {
      return grantStanding(this.#storage.database, grantId);
    }
    return (await this.#both).standing ?? undefined;
  }
}

/** What a JWT says, whoever signed it; undefined where it is none. */
function unverifiedClaims(token: unknown): { readonly gid?: unknown } | undefined {
  const payload = typeof token === 'string' ? JWT.exec(token)?.[1] : undefined;
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return typeof claims === 'object' && claims !== null ? claims : undefined;
  } catch {
    return undefined;
  }
}
