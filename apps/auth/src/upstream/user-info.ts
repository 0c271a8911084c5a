import { type Configuration, fetchUserInfo } from 'openid-client';
import type { Upstream } from './upstream.ts';
import { upstreamFailure } from './upstream-failure.ts';
import { UpstreamError } from './upstream-error.ts';

/**
 * What userinfo says of the subject of an ID token; undefined where the provider has no such endpoint.
 * An answer about anybody else is refused (OpenID Connect Core §5.3.2).
 *
 * @throws UpstreamError
 */
export async function userInfoOf(
  upstream: Upstream,
  configuration: Configuration,
  accessToken: string,
  subject: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { userinfo_endpoint: endpoint } = configuration.serverMetadata();
  if (endpoint === undefined) return undefined;
  try {
    return await fetchUserInfo(configuration, accessToken, subject);
  } catch (error) {
    const failure = upstreamFailure(upstream, error, '', 'provider');
    if (failure.code !== 'misconfigured' || failure.reason === 'certificate') throw failure;
    const { provider, label, registration } = upstream;
    throw new UpstreamError(
      'misconfigured',
      provider,
      `${label} refused to say at userinfo what the ID token leaves out.`,
      {
        reason: 'userinfo',
        remedy: `Have ${registration.place} write the claims into the ID token, or allow its access tokens at userinfo.`,
      },
    );
  }
}
