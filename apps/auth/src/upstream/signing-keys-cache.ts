import { decodeProtectedHeader } from 'jose';
import {
  type Configuration,
  type CustomFetch,
  type ExportedJWKSCache,
  getJwksCache,
  setJwksCache,
} from 'openid-client';

/** The published keys of a provider, from one sign-in to the next. */
export interface SigningKeysCache {
  /**
   * Gives a configuration the keys that are known, once the token endpoint has answered with an ID token of
   * one of them. The library does not look for a new key within a minute of its last look, and a code
   * works once: whoever signs in just after a rotation would have to begin again.
   *
   * @param target where the configuration is, once it is made
   */
  offering(tokenEndpoint: string | undefined, fetch: CustomFetch, target: Target): CustomFetch;
  /** Keeps what was fetched. */
  keep(configuration: Configuration): void;
}

interface Target {
  configuration?: Configuration;
}

export function signingKeysCache(): SigningKeysCache {
  let keys: ExportedJWKSCache | undefined;
  return {
    offering: (tokenEndpoint, fetch, target) => async (url, init) => {
      const response = await fetch(url, init);
      if (url !== tokenEndpoint || keys === undefined) return response;
      const kid = await kidIn(response.clone());
      const isKnown = keys.jwks.keys.some((key) => key.kid === kid);
      if (isKnown && target.configuration !== undefined) {
        setJwksCache(target.configuration, keys);
      }
      return response;
    },
    keep(configuration) {
      keys = getJwksCache(configuration) ?? keys;
    },
  };
}

/** Which key the ID token says that it is signed by, nothing verified: it decides only what is looked at first. */
async function kidIn(response: Response): Promise<string | undefined> {
  try {
    const { id_token: idToken } = (await response.json()) as { id_token?: unknown };
    return typeof idToken === 'string' ? decodeProtectedHeader(idToken).kid : undefined;
  } catch {
    return undefined;
  }
}
