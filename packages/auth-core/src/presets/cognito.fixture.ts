import { cognito } from './cognito.ts';
import type { ProviderTokens } from './tokens.fixture.ts';

export function cognitoTokens(): ProviderTokens {
  const client = '1example23456789';
  const iss = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example';
  const said = { subject: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee', clientId: client, issuer: iss };
  const both = { iss, sub: said.subject, jti: 'bbbbbbbb-cccc-dddd', 'cognito:groups': ['staff'] };
  return {
    preset: cognito({ region: 'eu-central-1', userPool: 'eu-central-1_Example' }),
    audience: client,
    accepted: [
      {
        what: 'an access token',
        header: { typ: undefined },
        claims: {
          ...both,
          client_id: client,
          token_use: 'access',
          scope: 'notes/read openid',
          username: 'ada',
          version: 2,
        },
        says: { ...said, scopes: ['notes/read', 'openid'] },
      },
    ],
    refused: [
      {
        what: 'an ID token',
        header: { typ: undefined },
        claims: { ...both, aud: client, token_use: 'id', 'cognito:username': 'ada' },
        code: 'token_type_refused',
      },
      {
        what: 'an ID token that names the client as access tokens do',
        header: { typ: undefined },
        claims: { ...both, client_id: client, token_use: 'id' },
        code: 'token_type_refused',
      },
    ],
  };
}
