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
  if (issuer !== undefined) return notLocal(context, 'AUTH_ISSUER', issuer, remedy);
  // In production it is not guessed: the guess is this machine's.
  if (production && environment.text('AUTH_ISSUER') === undefined) {
    const origin = 'Set it to the https origin of the authorization server.';
    environment.faults.add('AUTH_ISSUER', 'is not set in production', origin);
  }
  return defaultIssuer;
}

/** A further URL of the provider, where one is set. */
export function readEndpoint(
  context: ModeContext,
  variable: string,
  example: string,
): string | undefined {
  const toBe = `Set it to an https URL, such as ${example}.`;
  const url = readUrl(context.environment, variable, toBe);
  return url === undefined ? undefined : notLocal(context, variable, url, toBe);
}

/**
 * A forgotten variable on a public server must not mean trusting whatever runs on some port of this
 * machine: an emulator lets anybody in as anyone.
 */
export function notLocal(
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
