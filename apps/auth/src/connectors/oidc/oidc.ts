import { describeConnector } from '../descriptor.ts';
import { OpenIdMark } from './mark.tsx';
import { createOpenIdConnector } from './sign-in.ts';

/** Any OpenID provider that publishes its metadata (OpenID Connect Discovery 1.0). */
export const oidc = describeConnector({
  id: 'oidc',
  name: 'an OpenID provider',
  mark: OpenIdMark,
  variables: {
    issuer: { name: 'OIDC_ISSUER', kind: 'issuer', example: 'https://login.example.com' },
    clientId: { name: 'OIDC_CLIENT_ID', kind: 'text' },
    clientSecret: { name: 'OIDC_CLIENT_SECRET', kind: 'secret' },
  },
  admission: {
    account: { pattern: /^[\x21-\x2b\x2d-\x7e]{1,255}$/, placeholder: 'sub', words: 'a subject' },
    // Who may have an account there, and whose address it calls verified, is not known of a provider
    // that may be any: until it has rules of its own, the subject alone lets somebody in.
    anyone: false,
    mail: 'nothing',
  },
  label: ({ issuer }) => new URL(issuer).host,
  issuer: ({ issuer }) => issuer,
  create: createOpenIdConnector,
});
