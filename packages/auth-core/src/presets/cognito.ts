import { type Preset, segment } from './preset.ts';

/**
 * Amazon Cognito, one user pool. Its access tokens have no `aud`: `audience` lists the app clients
 * whose tokens are accepted. If clients send `resource` and the tokens have an `aud`, add
 * `audienceClaim: 'aud'` and use the resource as `audience`.
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
