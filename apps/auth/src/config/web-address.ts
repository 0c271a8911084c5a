import { quote, webAddressProblem } from '@gatehouse/environment';
import type { Environment } from './environment.ts';
import { isLoopbackHost } from './loopback.ts';
import type { Variable } from './variables.ts';

/**
 * An upstream URL without trailing slash. Plain http is for this machine alone: client secrets and
 * codes go there.
 */
export function readUpstreamUrl(
  environment: Environment,
  variable: Variable,
  fallback: string,
): string {
  const text = environment.text(variable);
  if (text === undefined) return fallback;
  const problem = webAddressProblem(text);
  if (problem !== undefined) {
    environment.faults.add(variable, problem, `Set it to a URL like ${fallback}, or leave it out.`);
    return fallback;
  }
  const url = new URL(text);
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    environment.faults.add(
      variable,
      `is not https: ${quote(text)}`,
      'Secrets travel to it: set it to its https URL.',
    );
  }
  return url.href.replace(/\/+$/, '');
}
