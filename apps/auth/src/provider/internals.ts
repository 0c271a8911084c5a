/**
 * The only deep import of the library. What is reached here is not its public interface: the
 * dependency is pinned to a minor, and contracts/ says which assumption an upgrade broke.
 *
 * @module
 */
import type { JWK } from 'jose';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import instance from 'oidc-provider/lib/helpers/weak_cache.js';

/** Sends the parameters of an authorization response (RFC 6749 §4.1.2) to the redirect URI. */
export type ResponseMode = (
  ctx: KoaContextWithOIDC,
  redirectUri: string,
  parameters: Record<string, string>,
) => Promise<void> | void;

export type GrantHandler = (ctx: KoaContextWithOIDC) => Promise<void>;

/** Puts a handler around the library's own for a grant type; parameters and their rules stay. */
export function wrapGrantType(
  provider: Provider,
  grantType: string,
  wrap: (original: GrantHandler) => GrantHandler,
): void {
  const { grantTypeHandlers, grantTypeParams, grantTypeDupes } = instance(provider);
  const original = grantTypeHandlers.get(grantType);
  if (original === undefined) throw new TypeError(`the library has no handler for ${grantType}`);
  provider.registerGrantType(
    grantType,
    wrap(original),
    [...(grantTypeParams.get(grantType) ?? [])],
    [...(grantTypeDupes.get(grantType) ?? [])],
  );
}

/** What the library registers its routes at, by a method for each of HTTP's. */
export function routerOf(provider: Provider): object {
  return instance(provider).router;
}

/** The public key set that the provider serves. */
export function publishedKeys(provider: Provider): JWK[] {
  return instance(provider).jwks.keys;
}

/**
 * Takes away the response mode whose page posts itself by a script. `query` and `fragment` stay; the
 * library needs the second one to report that a response type is not supported.
 */
export function withoutFormPost(provider: Provider): void {
  instance(provider).responseModes.delete('form_post');
}

/** Puts a handler around each response mode: everything that is sent to a client passes there. */
export function wrapResponseModes(
  provider: Provider,
  wrap: (original: ResponseMode) => ResponseMode,
): void {
  const { responseModes } = instance(provider);
  for (const [name, original] of responseModes) {
    responseModes.set(name, wrap(original as ResponseMode));
  }
}

/**
 * Has the library look at the metadata of a client as it does where it finds one, and keeps nothing.
 *
 * @throws errors.InvalidClientMetadata
 */
export function checkClientMetadata(provider: Provider, metadata: object): void {
  const Client = provider.Client as unknown as new (metadata: object, ctx: undefined) => object;
  void new Client(metadata, undefined);
}

/** What the library asks of a client's redirect URIs, as far as we have a rule of our own for it. */
interface RedirectRules {
  prototype: {
    redirectUriAllowed: (this: { redirectUris: readonly string[] }, requested: string) => boolean;
  };
  Schema: { prototype: { redirectUris: (this: object, uris?: string[], label?: string) => void } };
}

/**
 * Puts our rule for redirect URIs in the place of the library's, which refuses https on loopback to
 * native clients and lets the port of http alone vary. Which may be registered has been judged by the
 * time that the library would look (registration/client-metadata.ts); here is which one of them a
 * request means.
 */
export function judgeRedirectUris(
  provider: Provider,
  matches: (registered: string, requested: string) => boolean,
): void {
  const { prototype, Schema } = provider.Client as unknown as RedirectRules;
  prototype.redirectUriAllowed = function redirectUriAllowed(requested) {
    return this.redirectUris.some((registered) => matches(registered, requested));
  };
  const original = Schema.prototype.redirectUris;
  Schema.prototype.redirectUris = function redirectUris(uris, label) {
    // Called without either for `redirect_uris`; for those of a logout the library's rule stays.
    if (label !== undefined) original.call(this, uris, label);
  };
}
