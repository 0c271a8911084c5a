import { type Preset, segment } from './preset.ts';

/**
 * Amazon Cognito, one user pool. Its access tokens have no `aud`: `audience` lists the app clients
 * whose tokens are let in. Where clients ask with a `resource` and tokens do have an audience, say
 * `audienceClaim: 'aud'` and give the resource.
 *
 * @param region such as `eu-central-1`
 * @param userPool its id, such as `eu-central-1_AbCdEfGhI`
 */
export function cognito({
  region,
  userPool,
}: {
  readonly region: string;
  readonly userPool: string;
}): Preset {
  const issuer = `https://cognito-idp.${segment('region', region)}.amazonaws.com/${segment('userPool', userPool)}`;
  return {
    issuer,
    jwksUri: `${issuer}/.well-known/jwks.json`,
    typ: 'any',
    accessTokenMarks: { token_use: 'access' },
    scopeClaims: ['scope'],
    audienceClaim: 'client_id',
  };
}
