import { okta } from './okta.ts';
import type { ProviderTokens } from './tokens.fixture.ts';

export function oktaTokens(): ProviderTokens {
  const audience = 'api://default';
  const iss = 'https://example.okta.com/oauth2/default';
  const said = { subject: 'ada@example.com', clientId: '0oabucvyc38HLL1ef0h7', issuer: iss };
  return {
    preset: okta({ domain: 'example.okta.com' }),
    audience,
    accepted: [
      {
        what: 'an access token',
        header: { typ: undefined },
        claims: {
          ver: 1,
          jti: 'AT.MNAoEQ_jbKqoinrQo1D0XKjMX28U5d7ZszBceot7',
          iss,
          aud: audience,
          cid: said.clientId,
          uid: '00uixa271s6x7qt8I0h7',
          scp: ['openid', 'notes:read'],
          sub: said.subject,
        },
        says: { ...said, scopes: ['openid', 'notes:read'] },
      },
    ],
    refused: [
      {
        what: 'an ID token, even where the client is called as the API is',
        header: { typ: undefined },
        claims: {
          ver: 1,
          jti: 'ID.radCQMOQUmyvcTBm',
          iss,
          aud: audience,
          sub: '00uixa',
          amr: ['pwd'],
        },
        code: 'token_claim_missing',
      },
      {
        what: 'an ID token from the token endpoint',
        header: { typ: undefined },
        claims: {
          jti: 'ID.rad',
          iss,
          aud: audience,
          sub: '00uixa',
          at_hash: 'fPlsvVszI29LU2UhDyJ9vg',
        },
        code: 'token_type_refused',
      },
    ],
  };
}
