import { createLocalJWKSet, type JWTPayload, jwtVerify } from 'jose';
import type { Provider } from 'oidc-provider';
import { SIGNING_ALGORITHMS } from '../../protocol/algorithms.ts';
import { publishedKeys } from '../internals.ts';

/** The claims of an access token that this server signed and that has not expired, or undefined. */
export async function ownAccessToken(
  provider: Provider,
  token: string,
): Promise<JWTPayload | undefined> {
  try {
    const keys = createLocalJWKSet({ keys: publishedKeys(provider) });
    const { payload } = await jwtVerify(token, keys, {
      issuer: provider.issuer,
      typ: 'at+jwt',
      algorithms: [...SIGNING_ALGORITHMS],
    });
    return payload;
  } catch {
    return undefined;
  }
}
