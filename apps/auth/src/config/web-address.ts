import { quote, webAddressProblem } from '@gatehouse/environment';
import type { Environment } from './environment.ts';
import { isLoopbackHost } from './loopback.ts';
import type { Variable } from './variables.ts';

/**
 * The issuer of an OpenID provider, exactly as it is written: it is compared, and the key of identities.
 */
export function readIssuer(
  environment: Environment,
  variable: Variable,
  example: string,
): string | undefined {
  const text = environment.text(variable);
  if (text === undefined) return undefined;
  const problem = webAddressProblem(text) ?? transportProblem(text);
  if (problem === undefined) return text;
  environment.faults.add(variable, problem, `Set it to the issuer’s https URL, like ${example}.`);
  return undefined;
}

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
  const exposed = transportProblem(text);
  if (exposed !== undefined) {
    environment.faults.add(variable, exposed, 'Secrets travel to it: set it to its https URL.');
  }
  return new URL(text).href.replace(/\/+$/, '');
}

function transportProblem(text: string): string | undefined {
  const { protocol, hostname } = new URL(text);
  const isExposed = protocol === 'http:' && !isLoopbackHost(hostname);
  return isExposed ? `is not https: ${quote(text)}` : undefined;
}
