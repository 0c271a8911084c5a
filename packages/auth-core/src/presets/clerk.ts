import { host, type Preset } from './preset.ts';

/**
 * Clerk's OAuth access tokens, where the application issues them as JWTs; session tokens are
 * refused. They have no `aud`: `audience` lists the OAuth applications (their client ids) whose
 * tokens are let in.
 *
 * @param domain the Frontend API: `clerk.example.com`, `example.clerk.accounts.dev`
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
