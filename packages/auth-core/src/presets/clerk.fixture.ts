import { clerk } from './clerk.ts';
import type { ProviderTokens } from './tokens.fixture.ts';

export function clerkTokens(): ProviderTokens {
  const client = 'dfLXVNvTHXa0FHqE';
  const iss = 'https://example.clerk.accounts.dev';
  const said = { subject: 'user_2xhFjEI5X2qWRvtV13BzSj8H6Dk', clientId: client, issuer: iss };
  const both = {
    iss,
    sub: said.subject,
    client_id: client,
    jti: 'oat_2xKa9Bgv7NxMRDFyQw8LpZ3cTmU1vHjE',
  };
  return {
    preset: clerk({ domain: 'example.clerk.accounts.dev' }),
    audience: client,
    accepted: [
      {
        what: 'an OAuth access token',
        header: { typ: 'at+jwt' },
        claims: { ...both, scope: 'email profile' },
        says: { ...said, scopes: ['email', 'profile'] },
      },
      {
        what: 'one with its scopes as a list',
        header: { typ: 'application/at+jwt' },
        claims: { ...both, scp: ['email', 'profile'] },
        says: { ...said, scopes: ['email', 'profile'] },
      },
    ],
    refused: [
      {
        what: 'a session token',
        header: { typ: 'JWT' },
        claims: { ...both, azp: 'https://app.example.com', sid: 'sess_2xhFjEI5X2qWRvtV' },
        code: 'token_type_refused',
      },
    ],
  };
}
