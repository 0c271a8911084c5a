import type { ProviderTokens } from './tokens.fixture.ts';
import { zitadel } from './zitadel.ts';

export function zitadelTokens(): ProviderTokens {
  const project = '170838193024194785';
  const clients = ['170848145649959169@notes', '170848145649959170@web', '170848145649959171@api'];
  const iss = 'https://example-abc123.zitadel.cloud';
  const [client = ''] = clients;
  const said = { subject: '165460784409640965', clientId: client, issuer: iss, scopes: [] };
  const both = { iss, sub: said.subject, aud: [...clients, project] };
  const jti = 'V2_170848145649959169-at_170848145649959172';
  return {
    preset: zitadel({ domain: 'example-abc123.zitadel.cloud' }),
    audience: project,
    accepted: [
      {
        what: 'an access token for every client of the project',
        header: { typ: 'JWT' },
        claims: {
          ...both,
          client_id: client,
          jti,
          'urn:zitadel:iam:org:project:roles': { admin: { organisation: 'example.com' } },
        },
        says: said,
      },
      {
        what: 'one that names its client as ID tokens do',
        header: { typ: 'JWT' },
        claims: { ...both, azp: client, jti },
        says: said,
      },
    ],
    refused: [
      {
        what: 'an ID token',
        header: { typ: 'JWT' },
        claims: { ...both, azp: client, amr: ['pwd'], auth_time: 1 },
        code: 'token_claim_missing',
      },
      {
        what: 'a token for the clients of another project',
        header: { typ: 'JWT' },
        claims: { ...both, client_id: client, jti, aud: [...clients, '170838193024194786'] },
        code: 'token_audience_mismatch',
      },
    ],
  };
}
