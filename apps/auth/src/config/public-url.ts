import { quote, webAddressProblem } from '@gatehouse/environment';
import type { Environment } from './environment.ts';
import { isUnspecifiedHost } from './loopback.ts';

const DEFAULT_PUBLIC_URL = 'http://localhost:3000';

/**
 * The origin that clients and browsers know this server by. A trailing slash is forgiven and
 * dropped, because the issuer must have one spelling (RFC 8414 §3.3); a path is not, because the
 * well-known documents and the `__Host-` cookies live at the root.
 */
export function readPublicUrl(environment: Environment): URL {
  const { faults } = environment;
  const text = environment.text('PUBLIC_URL');
  if (text === undefined) return new URL(DEFAULT_PUBLIC_URL);

  const remedy = 'Set it to an origin such as https://auth.example.com.';
  const problem = webAddressProblem(text);
  if (problem !== undefined) {
    faults.add('PUBLIC_URL', problem, remedy);
    return new URL(DEFAULT_PUBLIC_URL);
  }
  const url = new URL(text);
  if (url.pathname !== '/') {
    faults.add('PUBLIC_URL', `has a path: ${quote(text)}`, remedy);
  } else if (isUnspecifiedHost(url.hostname)) {
    faults.add('PUBLIC_URL', 'names an address that nobody can visit', remedy);
  }
  return new URL(url.origin);
}
