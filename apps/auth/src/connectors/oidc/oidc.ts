import { describeConnector } from '../descriptor.ts';
import { OpenIdMark } from './mark.tsx';
import { PERSONAL_TENANT, readClaim, readLabel, readScopes, readTenants } from './options.ts';
import { createOpenIdConnector } from './sign-in.ts';
import { issuersOf, templateOf } from './tenants.ts';

/**
 * Any OpenID provider that publishes its metadata (OpenID Connect Discovery 1.0). There may be several: each
 * further one has a name, which its variables end with.
 */
export const oidc = describeConnector({
  id: 'oidc',
  name: 'an OpenID provider',
  mark: OpenIdMark,
  isNamed: true,
  variables: {
    issuer: { name: 'OIDC_ISSUER', kind: 'issuer', example: 'https://login.example.com' },
    clientId: { name: 'OIDC_CLIENT_ID', kind: 'text' },
    clientSecret: { name: 'OIDC_CLIENT_SECRET', kind: 'secret' },
    label: { name: 'OIDC_LABEL', kind: 'option', fallback: '', read: readLabel },
    scopes: { name: 'OIDC_SCOPES', kind: 'option', fallback: [], read: readScopes },
    nameClaim: { name: 'OIDC_NAME_CLAIM', kind: 'option', fallback: 'name', read: readClaim },
    emailClaim: { name: 'OIDC_EMAIL_CLAIM', kind: 'option', fallback: 'email', read: readClaim },
    groupsClaim: { name: 'OIDC_GROUPS_CLAIM', kind: 'option', fallback: '', read: readClaim },
    tenants: { name: 'OIDC_TENANTS', kind: 'option', fallback: [], read: readTenants },
    vouchedDomains: {
      name: 'OIDC_VOUCHED_EMAIL_DOMAINS',
      kind: 'domains',
      follows: 'issuer',
      refusal,
    },
  },
  admission: {
    account: { pattern: /^[\x21-\x2b\x2d-\x7e]{1,255}$/, placeholder: 'sub', words: 'a subject' },
    groups: 'oidc-group',
    // Who may have an account there, and whose address it calls verified, is not known of a provider
    // that may be any: a rule names the login, a group or a subject, unless the operator vouches for domains.
    anyone: false,
    mail: 'nothing',
  },
  label: ({ label, issuer }) => label || new URL(issuer).host,
  groupsClaim: ({ groupsClaim }) => groupsClaim,
  issuers: ({ issuer, tenants }) => {
    const template = templateOf(issuer);
    return template === undefined ? [issuer] : issuersOf(template, tenants);
  },
  vouchedDomains: ({ vouchedDomains }) => vouchedDomains,
  conflict: ({ issuer, tenants }) => {
    const isTemplate = templateOf(issuer) !== undefined;
    if (isTemplate === tenants.length > 0) return undefined;
    if (isTemplate) {
      return {
        key: 'tenants',
        problem: 'is not set, and the issuer is that of all tenants: anybody can make one',
        remedy:
          'List the ids of the tenants whose people may sign in, or set the issuer to that of one tenant.',
      };
    }
    return {
      key: 'tenants',
      problem: 'is set, and the issuer is not that of several tenants',
      remedy:
        'Leave it out, or set the issuer to https://login.microsoftonline.com/organizations/v2.0.',
    };
  },
  create: createOpenIdConnector,
});

/** Issuers whose accounts anybody may have: nobody can vouch for an address that they state. */
function refusal(issuer: string): { problem: string; remedy: string } | undefined {
  const { hostname, pathname } = new URL(issuer);
  const isPersonal =
    hostname === 'login.microsoftonline.com' &&
    (pathname.includes(PERSONAL_TENANT) || pathname.startsWith('/consumers/'));
  if (templateOf(issuer) !== undefined) {
    return {
      problem:
        'vouches for addresses of several tenants, whose administrators write what they like',
      remedy: 'Leave it out, and name people by login, group or subject.',
    };
  }
  if (hostname !== 'accounts.google.com' && !isPersonal) return undefined;
  return {
    problem: `vouches for addresses of ${hostname}, where anybody has an account`,
    remedy: 'Leave it out, and name people by their subject.',
  };
}
