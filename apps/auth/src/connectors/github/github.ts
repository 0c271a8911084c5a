import { describeConnector } from '../descriptor.ts';
import { GitHubMark } from './mark.tsx';
import { createGitHubConnector } from './sign-in.ts';

const PUBLIC_SITE = 'https://github.com';

export const github = describeConnector({
  id: 'github',
  name: 'GitHub',
  mark: GitHubMark,
  variables: {
    clientId: { name: 'GITHUB_CLIENT_ID', kind: 'text' },
    clientSecret: { name: 'GITHUB_CLIENT_SECRET', kind: 'secret' },
    url: { name: 'GITHUB_URL', kind: 'address', fallback: PUBLIC_SITE },
    apiUrl: { name: 'GITHUB_API_URL', kind: 'address', follows: 'url', fallback: apiUrlOf },
    vouchedDomains: {
      name: 'GITHUB_VOUCHED_EMAIL_DOMAINS',
      kind: 'domains',
      follows: 'url',
      refusal: vouchingRefusal,
    },
  },
  admission: {
    account: {
      pattern: /^[1-9]\d{0,15}$/,
      placeholder: 'number',
      words: 'the number of an account',
    },
    organisations: 'github-org',
    anyone: true,
    // No claim says whose an account is: the verified address is what there is.
    mail: 'address',
  },
  issuers: ({ url }) => [url],
  vouchedDomains: ({ vouchedDomains }) => vouchedDomains,
  create: createGitHubConnector,
});

/** Whoever has an account at github.com may write any address into it, and there it gets verified. */
function vouchingRefusal(url: string): { problem: string; remedy: string } | undefined {
  const { hostname } = new URL(url);
  if (hostname !== 'github.com' && !hostname.endsWith('.github.com')) return undefined;
  return {
    problem: 'vouches for addresses of github.com, where anybody has an account',
    remedy:
      'Leave it out: github.com verifies addresses itself. It is for a GitHub Enterprise Server that does not, at GITHUB_URL.',
  };
}

/** github.com, GitHub Enterprise Cloud with data residency, an emulator, or a server of one's own. */
function apiUrlOf(url: string, isLoopback: boolean): string {
  const { hostname, protocol, host } = new URL(url);
  if (url === PUBLIC_SITE || hostname.endsWith('.ghe.com')) return `${protocol}//api.${host}`;
  return isLoopback ? url : `${url}/api/v3`;
}
