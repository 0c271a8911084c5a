import { entra } from './entra.ts';
import type { ProviderTokens } from './tokens.fixture.ts';

export function entraTokens(): ProviderTokens {
  const tenant = 'aaaabbbb-0000-cccc-1111-dddd2222eeee';
  const audience = '11112222-bbbb-3333-cccc-4444dddd5555';
  const issuers = {
    v1: `https://sts.windows.net/${tenant}/`,
    v2: `https://login.microsoftonline.com/${tenant}/v2.0`,
  };
  const said = {
    subject: 'l3_roISQU222bULS9yi2k0XpqpOiMz5H3ZACo1GeXA',
    clientId: '00001111-aaaa-2222',
  };
  const both = {
    aud: audience,
    oid: '690222be-ff1a',
    tid: tenant,
    uti: 'fqiBqXLPj0eQa82S',
    sub: said.subject,
  };
  return {
    preset: entra({ tenant }),
    audience,
    accepted: [
      {
        what: 'a token of version 1',
        header: { typ: 'JWT', x5t: 'i6lGk3FZzxRcUb2C3nEQ7syHJlY' },
        claims: {
          ...both,
          iss: issuers.v1,
          appid: said.clientId,
          appidacr: '0',
          scp: 'Notes.Read',
          ver: '1.0',
        },
        says: { ...said, issuer: issuers.v1, scopes: ['Notes.Read'] },
      },
      {
        what: 'a token of version 2',
        header: { typ: 'JWT' },
        claims: {
          ...both,
          iss: issuers.v2,
          azp: said.clientId,
          azpacr: '0',
          scp: 'Notes.Read Notes.Write',
          roles: ['Admin'],
          ver: '2.0',
        },
        says: { ...said, issuer: issuers.v2, scopes: ['Notes.Read', 'Notes.Write'] },
      },
      {
        what: 'a token of a user in 150 groups',
        header: { typ: 'JWT', x5t: 'i6lGk3FZzxRcUb2C3nEQ7syHJlY' },
        claims: {
          ...both,
          iss: issuers.v2,
          azp: said.clientId,
          scp: 'Notes.Read',
          groups: Array.from({ length: 150 }, (_, i) => `aaaabbbb-0000-cccc-1111-${1e11 + i}`),
          ver: '2.0',
        },
        says: { ...said, issuer: issuers.v2, scopes: ['Notes.Read'] },
      },
      {
        what: 'a token of an application on its own',
        header: { typ: 'JWT' },
        claims: {
          ...both,
          iss: issuers.v2,
          azp: said.clientId,
          azpacr: '1',
          roles: ['Notes.Read.All'],
          ver: '2.0',
        },
        says: { ...said, issuer: issuers.v2, scopes: ['Notes.Read.All'] },
      },
    ],
    refused: [
      {
        what: 'an ID token for the very same registration',
        header: { typ: 'JWT' },
        claims: {
          ...both,
          iss: issuers.v2,
          roles: ['Admin'],
          preferred_username: 'ada@example.com',
          ver: '2.0',
        },
        code: 'token_claim_missing',
      },
      {
        what: 'a token of another tenant',
        header: { typ: 'JWT' },
        claims: {
          ...both,
          iss: issuers.v2.replace('aaaa', 'ffff'),
          azp: said.clientId,
          scp: 'Notes.Read',
        },
        code: 'token_issuer_mismatch',
      },
    ],
  };
}
