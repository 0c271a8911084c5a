declare module 'oidc-provider/lib/helpers/weak_cache.js' {
  import type { KoaContextWithOIDC, Provider } from 'oidc-provider';

  interface Internals {
    readonly grantTypeHandlers: Map<string, (ctx: KoaContextWithOIDC) => Promise<void>>;
    readonly grantTypeParams: Map<string | undefined, Set<string>>;
    readonly grantTypeDupes: Map<string, Set<string>>;
    readonly responseModes: Map<
      string,
      (ctx: KoaContextWithOIDC, redirectUri: string, payload: Record<string, string>) => unknown
    >;
    readonly router: object;
    readonly jwks: { keys: import('jose').JWK[] };
  }
  export default function instance(provider: Provider): Internals;
}
