import { WRONG_CLIENT } from '../../upstream/oauth-errors.ts';
import type { ErrorMeaning, Upstream } from '../../upstream/upstream.ts';

export const GITHUB = { provider: 'github', label: 'GitHub' } as const;

const APP_SUSPENDED: ErrorMeaning = {
  code: 'misconfigured',
  remedy: ({ clientId, place }) =>
    `GitHub has suspended the app of client ${clientId}: see ${place}, and write to GitHub’s support.`,
};

/**
 * The OAuth app, and GitHub's own errors (“Troubleshooting authorization request errors”,
 * “Troubleshooting OAuth app access token request errors”).
 */
export function githubUpstream({
  clientId,
  url,
  scope,
}: Readonly<Record<'clientId' | 'url' | 'scope', string>>): Upstream {
  return {
    ...GITHUB,
    registration: {
      clientId,
      variables: { clientId: 'GITHUB_CLIENT_ID', clientSecret: 'GITHUB_CLIENT_SECRET' },
      place: `${url}/settings/developers`,
      scope,
    },
    errors: {
      application_suspended: APP_SUSPENDED,
      incorrect_client_credentials: WRONG_CLIENT,
      bad_verification_code: { code: 'expired' },
      unverified_user_email: { code: 'no_verified_email' },
    },
  };
}
