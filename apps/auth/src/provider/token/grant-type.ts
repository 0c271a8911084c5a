import type { KoaContextWithOIDC } from 'oidc-provider';
import type { RegistrableGrantType } from '../../registration/registrable-grant-type.ts';
import type { Events } from '../../events/events.ts';
import type { Storage } from '../../storage/storage.ts';
import type { GrantHandler } from '../internals.ts';
import type { Lifetimes } from '../lifetimes.ts';
import type { TokenRequest } from './token-request.ts';

/** What a token request presents: the value of a record that it wants tokens for. */
export interface PresentedRecord {
  /** the library's name of the record: it is this kind of artifact in the database */
  readonly kind: 'AuthorizationCode' | 'RefreshToken';
  readonly value: string;
}

/** What a grant type works with. */
export interface GrantTypeContext {
  readonly storage: Storage;
  readonly events: Events;
  readonly request: TokenRequest;
  /** the library's own handler */
  readonly original: GrantHandler;
}

/** What the operator has switched on or off. */
export interface GrantTypeSwitches {
  readonly clientCredentials: boolean;
}

/** A way to get tokens at the token endpoint: all that is particular about it. */
export interface GrantType extends RegistrableGrantType {
  /** what an operator's client must have beside it */
  readonly needs?: Readonly<{
    /** another grant type */
    grantType?: string;
    /** a way to prove who it is */
    proof?: true;
    /** a resource that it may ask for */
    resource?: true;
  }>;
  /** what an operator's client has that was not told its grant types, but has this one for it */
  readonly impliedBy?: 'redirect_uris' | 'resources';
  /** whether this server has it; absent: always */
  readonly served?: (switches: GrantTypeSwitches) => boolean;
  /** how long what it issues or presents lives: the library's models, in seconds */
  readonly ttl?: (lifetimes: Lifetimes) => Readonly<Record<string, number>>;
  /** the record that it presents, which is loaded with all that it rests on; absent: none */
  readonly presents?: Readonly<{ kind: PresentedRecord['kind']; parameter: string }>;
  /** the parameters of one that the library does not have; absent: the library has it */
  readonly parameters?: readonly string[];
  /**
   * what `invalid_grant` says, for whoever reads it at the client: RFC 6749 §5.2 allows ASCII without
   * quotes. It is the same whatever was wrong, so that it tells nobody what a stolen value is good for.
   */
  readonly refusal?: string;
  /** answers a request: what happens around the library's handler, and what is committed */
  readonly answer: (ctx: KoaContextWithOIDC, context: GrantTypeContext) => Promise<void>;
}
