import { isLoopback, isSecureUrl } from '@gatehouse/auth-core';

import { type Environment, quote } from './environment.ts';

const defaultIssuer = 'http://localhost:3000';

/** This server's own URL. Tokens name it in `aud`, character by character. */
export function readAudience(environment: Environment, port: number): string {
  const defaultAudience = `http://localhost:${port}/mcp`;
  const text = environment.text('AUTH_AUDIENCE');
  if (text === undefined) return defaultAudience;
  const problem = urlProblem(text);
  if (problem === undefined) return text;
  environment.fault(
    'AUTH_AUDIENCE',
    problem,
    'Set it to the URL clients use for this server, such as https://mcp.example.com/mcp.',
  );
  return defaultAudience;
}

/** The one authorization server whose tokens are accepted. */
export function readIssuer(environment: Environment, audience: string): string {
  const text = environment.text('AUTH_ISSUER') ?? defaultIssuer;
  const problem = urlProblem(text) ?? publicButLocal(text, audience);
  if (problem === undefined) return text;
  environment.fault(
    'AUTH_ISSUER',
    problem,
    'Set it to the issuer as its metadata spells it, such as https://auth.example.com.',
  );
  return defaultIssuer;
}

/** In production neither URL is guessed: the guesses are this machine's. */
export function refuseDefaults(environment: Environment): void {
  const remedies = {
    AUTH_AUDIENCE: 'Set it to the https URL clients use for this server.',
    AUTH_ISSUER: 'Set it to the https origin of the authorization server.',
  };
  for (const [variable, remedy] of Object.entries(remedies)) {
    const told = environment.faults.some((fault) => fault.variable === variable);
    if (environment.text(variable) === undefined && !told) {
      environment.fault(variable, 'is not set in production', remedy);
    }
  }
}

/** What keeps a text from being usable, as the rest of a sentence. */
function urlProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:\/\//i.test(text)) {
    return `is not an http or https URL: ${quote(text)}`;
  }
  // Not quoted: whatever stands there may be a password.
  if (url.username !== '' || url.password !== '') return 'holds a user name or password';
  if (/[?#]/.test(text)) return `has a query or fragment: ${quote(text)}`;
  if (!isSecureUrl(text)) return `is not https: ${quote(text)}`;
  if (url.href !== text && url.href !== `${text}/`) {
    return `is ${quote(text)}, which is commonly spelt ${quote(url.href)}`;
  }
  return undefined;
}

/** A forgotten variable on a public server must not mean trusting whatever runs on port 3000. */
function publicButLocal(issuer: string, audience: string): string | undefined {
  const issuerIsLocal = isLoopback(new URL(issuer).hostname);
  if (issuerIsLocal && !isLoopback(new URL(audience).hostname)) {
    return `is ${quote(issuer)}, on this machine, while AUTH_AUDIENCE is public`;
  }
  return undefined;
}
