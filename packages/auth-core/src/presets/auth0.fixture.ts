import { auth0 } from './auth0.ts';
import type { ProviderTokens } from './tokens.fixture.ts';

export function auth0Tokens(): ProviderTokens {
  const audience = 'https://health.example.com/api';
  const iss = 'https://example.eu.auth0.com/';
  const said = {
    subject: 'auth0|6553da60a54af58e29493993',
    clientId: 'K1AUPhZq8mRi0Q0p',
    issuer: iss,
  };
  const user = {
    iss,
    sub: said.subject,
    aud: [audience, `${iss}userinfo`],
    scope: 'openid read:patients',
  };
  return {
    preset: auth0({ domain: 'example.eu.auth0.com' }),
    audience,
    accepted: [
      {
        what: 'a token of its own profile',
        header: { typ: 'JWT' },
        claims: { ...user, azp: said.clientId },
        says: { ...said, scopes: ['openid', 'read:patients'] },
      },
      {
        what: 'a token of the RFC 9068 profile',
        header: { typ: 'at+jwt' },
        claims: { ...user, client_id: said.clientId, jti: '73WakrfVbNJBaAmhQtEeDv' },
        says: { ...said, scopes: ['openid', 'read:patients'] },
      },
      {
        what: 'a token of a machine',
        header: { typ: 'JWT' },
        claims: {
          iss,
          sub: 'K1AUPhZq8mRi0Q0p@clients',
          aud: audience,
          azp: said.clientId,
          gty: 'client-credentials',
        },
        says: { ...said, subject: 'K1AUPhZq8mRi0Q0p@clients', scopes: [] },
      },
    ],
    refused: [
      {
        what: 'an ID token, even where the client is called as the API is',
        header: { typ: 'JWT' },
        claims: { iss, sub: said.subject, aud: audience, sid: 's', email: 'a@example.com' },
        code: 'token_claim_missing',
      },
      {
        what: 'a token for a second API besides',
        header: { typ: 'JWT' },
        claims: { ...user, azp: said.clientId, aud: [audience, 'https://billing.example.com'] },
        code: 'token_audience_mismatch',
      },
    ],
  };
}
