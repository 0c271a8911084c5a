import { Provider } from 'oidc-provider';
import type { PresentedArtifact } from './token-request.ts';

/** What the running token request presents; `undefined` for grant types without an artifact. */
export function presentedArtifact(): PresentedArtifact | undefined {
  const params = Provider.ctx?.oidc.params;
  if (params === undefined) return undefined;
  const { grant_type: grantType, code, refresh_token: refreshToken } = params;
  if (grantType === 'authorization_code' && typeof code === 'string') {
    return { kind: 'AuthorizationCode', value: code };
  }
  if (grantType === 'refresh_token' && typeof refreshToken === 'string') {
    return { kind: 'RefreshToken', value: refreshToken };
  }
  return undefined;
}
