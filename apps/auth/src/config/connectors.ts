import type { ConnectorsConfig, GitHubConfig } from './config.ts';
import type { Environment } from './environment.ts';
import { isLoopbackHost } from './loopback.ts';
import { readUpstreamUrl } from './web-address.ts';

const GITHUB_URL = 'https://github.com';
const GOOGLE_ISSUER = 'https://accounts.google.com';

/** Identity providers whose credentials are set. */
export function readConnectors(environment: Environment): ConnectorsConfig {
  const github = readCredentials(environment, 'GITHUB');
  const google = readCredentials(environment, 'GOOGLE');
  // Read even without credentials, so that a wrong address is told.
  const url = readUpstreamUrl(environment, 'GITHUB_URL', GITHUB_URL);
  const apiUrl = readUpstreamUrl(environment, 'GITHUB_API_URL', defaultApiUrl(url));
  const issuer = readUpstreamUrl(environment, 'GOOGLE_ISSUER', GOOGLE_ISSUER);
  return {
    ...(github && { github: { ...github, url, apiUrl, emulated: onLoopback(url, apiUrl) } }),
    ...(google && { google: { ...google, issuer, emulated: onLoopback(issuer) } }),
  };
}

function readCredentials(
  environment: Environment,
  provider: 'GITHUB' | 'GOOGLE',
): Pick<GitHubConfig, 'clientId' | 'clientSecret'> | undefined {
  const clientId = environment.text(`${provider}_CLIENT_ID`);
  const clientSecret = environment.text(`${provider}_CLIENT_SECRET`);
  if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret };
  if (clientId === undefined && clientSecret === undefined) return undefined;
  const [missing, present] = clientId === undefined ? ['ID', 'SECRET'] : ['SECRET', 'ID'];
  environment.faults.add(
    `${provider}_CLIENT_${missing}`,
    `is not set, but ${provider}_CLIENT_${present} is`,
    'Set both, or neither.',
  );
  return undefined;
}

/** github.com, GitHub Enterprise Cloud with data residency, an emulator, or a server of one's own. */
function defaultApiUrl(url: string): string {
  const { hostname, protocol, host } = new URL(url);
  if (url === GITHUB_URL || hostname.endsWith('.ghe.com')) return `${protocol}//api.${host}`;
  return isLoopbackHost(hostname) ? url : `${url}/api/v3`;
}

function onLoopback(...urls: string[]): boolean {
  return urls.some((url) => isLoopbackHost(new URL(url).hostname));
}
