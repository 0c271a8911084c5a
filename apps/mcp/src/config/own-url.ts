import type { Environment } from '@gatehouse/environment';
import { readUrl, urlProblem } from './read-url.ts';

/** What this server is called: by the clients that call it, and by the tokens that are for it. */
export interface OwnNames {
  /** The URL clients are given, which is the resource of RFC 9728. */
  readonly url: string;
  /** As the audience of tokens has it, character by character; a token needs one of them. */
  readonly audience: readonly string[];
}

const remedy =
  'Set it to the URL clients use for this server, such as https://mcp.example.com/mcp.';

/**
 * `MCP_URL`, or else the URL in `AUTH_AUDIENCE`: with a Gatehouse the two are one. Other providers
 * have names of their own for an audience.
 */
export function readOwnNames(environment: Environment, port: number): OwnNames {
  const names = environment.list('AUTH_AUDIENCE');
  const told = readUrl(environment, 'MCP_URL', remedy);
  const url = told ?? ownUrlAmong(names, environment) ?? `http://localhost:${port}/mcp`;
  return { url, audience: names.length > 0 ? names : [url] };
}

function ownUrlAmong(names: readonly string[], environment: Environment): string | undefined {
  if (environment.text('MCP_URL') !== undefined) return undefined;
  const name = names.find((entry) => /^https?:/i.test(entry));
  const problem = name === undefined ? undefined : urlProblem(name);
  if (problem === undefined) return name;
  environment.faults.add('AUTH_AUDIENCE', problem, remedy);
  return undefined;
}

/** In production this server's URL is not guessed: the guess is this machine's. */
export function refuseGuessedUrl(environment: Environment): void {
  if (environment.text('MCP_URL') !== undefined) return;
  const names = environment.list('AUTH_AUDIENCE');
  if (names.length === 0) {
    environment.faults.add(
      'AUTH_AUDIENCE',
      'is not set in production',
      'Set it to the https URL clients use for this server.',
    );
  } else if (!names.some((name) => /^https?:/i.test(name))) {
    environment.faults.add(
      'MCP_URL',
      'is not set in production, and AUTH_AUDIENCE is not a URL',
      'Set it to the https URL clients use for this server.',
    );
  }
}
