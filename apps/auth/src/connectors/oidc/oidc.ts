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
    vouchedDomains: {
      name: 'OIDC_VOUCHED_EMAIL_DOMAINS',
      kind: 'domains',
      follows: 'issuer',
      refusal,
    },
  },
  admission: {
    account: { pattern: /^[\x21-\x2b\x2d-\x7e]{1,255}$/, placeholder: 'sub', words: 'a subject' },
    // Who may have an account there, and whose address it calls verified, is not known of a provider
    // that may be any: the subject alone lets somebody in, unless the operator vouches for domains.
    anyone: false,
    mail: 'nothing',
  },
  label: ({ issuer }) => new URL(issuer).host,
  issuer: ({ issuer }) => issuer,
  vouchedDomains: ({ vouchedDomains }) => vouchedDomains,
  create: createOpenIdConnector,
});

/** Issuers whose accounts anybody may have: nobody can vouch for an address that they state. */
function refusal(issuer: string): { problem: string; remedy: string } | undefined {
  const { hostname, pathname } = new URL(issuer);
  // The tenant of personal accounts, by its documented number.
  const isPersonal =
    hostname === 'login.microsoftonline.com' &&
    pathname.includes('9188040d-6c67-4c5b-b112-36a304b66dad');
  if (hostname !== 'accounts.google.com' && !isPersonal) return undefined;
  return {
    problem: `vouches for addresses of ${hostname}, where anybody has an account`,
    remedy: 'Leave it out, and name people by their subject.',
  };
}
