import type { ErrorMeaning, Upstream } from '../../upstream/upstream.ts';
import { WRONG_CLIENT } from '../../upstream/oauth-errors.ts';

export const GOOGLE = { provider: 'google', label: 'Google' } as const;

/** Whoever administers the account there decides. */
const BY_ADMINISTRATOR: ErrorMeaning = {
  code: 'policy',
  remedy: ({ clientId }) =>
    `Have the Workspace administrators of the account trust client ${clientId} (Admin console, API controls).`,
};

/** The client, and Google's own errors (“Using OAuth 2.0 for Web Server Applications”). */
export function googleUpstream(clientId: string): Upstream {
  return {
    ...GOOGLE,
    registration: {
      clientId,
      variables: { clientId: 'GOOGLE_CLIENT_ID', clientSecret: 'GOOGLE_CLIENT_SECRET' },
      place: 'https://console.cloud.google.com/apis/credentials',
      scope: 'openid email profile',
    },
    errors: {
      admin_policy_enforced: BY_ADMINISTRATOR,
      org_internal: {
        code: 'policy',
        remedy: ({ clientId: id }) =>
          `Client ${id} takes accounts of its own organisation alone: if others may sign in, make its audience external at https://console.cloud.google.com/auth/audience.`,
      },
      disallowed_useragent: { code: 'browser' },
      deleted_client: WRONG_CLIENT,
      disabled_client: WRONG_CLIENT,
    },
  };
}
