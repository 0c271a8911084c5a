import { host, type Preset } from './preset.ts';

/**
 * Clerk's OAuth access tokens, where the application issues them as JWTs. Session tokens are refused.
 * The tokens have no `aud`: `audience` lists the client ids of the OAuth applications whose tokens are
 * accepted.
 *
 * @param domain the host of the Frontend API: `clerk.example.com`, `example.clerk.accounts.dev`
 */
export function clerk({ domain }: { readonly domain: string }): Preset {
  const issuer = `https://${host('domain', domain)}`;
  return {
    issuer,
    jwksUri: `${issuer}/.well-known/jwks.json`,
    scopeClaims: ['scp', 'scope'],
    audienceClaim: 'client_id',
  };
}
