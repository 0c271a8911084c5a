import { isLoopback } from '@gatehouse/auth-core';
import { quote } from '@gatehouse/environment';

import { readUrl } from '../config/read-url.ts';
import type { ModeContext } from './mode.ts';

const defaultIssuer = 'http://localhost:3000';
const remedy = 'Set it to the issuer as its metadata spells it, such as https://auth.example.com.';

/** `AUTH_ISSUER`: the one authorization server whose tokens are accepted. */
export function readIssuer(context: ModeContext): string {
  const { environment, production } = context;
  const issuer = readUrl(environment, 'AUTH_ISSUER', remedy);
  if (issuer !== undefined)
    return refuseLoopbackInProduction(context, 'AUTH_ISSUER', issuer, remedy);
  // There is no default in production, because the default is on this machine.
  if (production && environment.text('AUTH_ISSUER') === undefined) {
    const origin = 'Set it to the https origin of the authorization server.';
    environment.faults.add('AUTH_ISSUER', 'is not set in production', origin);
  }
  return defaultIssuer;
}

/**
 * Another URL of the provider, if the variable is set.
 *
 * @param isAllowed whether a URL is safe enough; default: https, or http on this machine
 */
export function readEndpoint(
  context: ModeContext,
  variable: string,
  example: string,
  isAllowed?: (url: string) => boolean,
): string | undefined {
  const toBe = `Set it to an https URL, such as ${example}.`;
  const url = readUrl(context.environment, variable, toBe, isAllowed);
  return url === undefined ? undefined : refuseLoopbackInProduction(context, variable, url, toBe);
}

/**
 * Reports a loopback URL in production as a fault. Otherwise a public server with a forgotten variable
 * would trust a program on this machine, such as an emulator, where anybody can sign in as any user.
 */
export function refuseLoopbackInProduction(
  { environment, production }: ModeContext,
  variable: string,
  url: string,
  toBe: string,
): string {
  if (production && isLoopback(new URL(url).hostname)) {
    const problem = `is ${quote(url)}, on this machine, while the MCP server is public`;
    environment.faults.add(variable, problem, toBe);
  }
  return url;
}
