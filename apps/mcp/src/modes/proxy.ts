import { type Operator, readOperator } from '@gatehouse/brand';
import { InvalidTokenError, type Verifier, wrapVerifier } from '@gatehouse/auth-core';

import { type ClientCredentials, readClientCredentials } from './client-credentials.ts';
import { githubAuthorizationServer, type GithubMode, readGithubMode } from './github.ts';
import { type GoogleMode, readGoogleMode } from './google.ts';
import { type IntrospectionMode, readIntrospectionMode } from './introspection.ts';
import { type IssuerMode, readIssuerMode } from './issuer.ts';
import { readEndpoint } from './issuer-url.ts';
import type { ModeContext } from './mode.ts';

/**
 * This server acts as an authorization server for a provider that cannot register MCP clients. For the
 * provider there is one client, this server. Clients get the tokens of the provider.
 */
export interface ProxyMode extends ClientCredentials {
  readonly mode: 'proxy';
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly revocationUrl: string | undefined;
  /** The scopes that the provider is asked for. Undefined: those the client asks for. */
  readonly scopes: readonly string[] | undefined;
  /** Who runs this server, as its pages show them. */
  readonly operator: Operator;
  /** How the provider's tokens are verified. */
  readonly tokens: IssuerMode | IntrospectionMode | GithubMode | GoogleMode;
}

const readers = {
  issuer: readIssuerMode,
  introspection: readIntrospectionMode,
  github: readGithubMode,
  google: readGoogleMode,
};

export function readProxyMode(context: ModeContext): ProxyMode {
  const { environment } = context;
  checkPermission(context);
  const kinds = ['issuer', 'introspection', 'github', 'google'] as const;
  const kind = environment.choice('PROXY_TOKENS', kinds, 'issuer');
  const credentials = readClientCredentials(context, 'the provider');
  if (/\s|,/.test(credentials.clientId)) {
    environment.faults.add(
      'AUTH_CLIENT_ID',
      'names several',
      'A proxy is one client of the provider.',
    );
  }
  const tokens = readers[kind](context);
  const known = knownEndpoints(tokens);
  const endpoint = (variable: string, usual: string | undefined, path: string) => {
    const url = readEndpoint(context, variable, `https://login.example.com/${path}`) ?? usual;
    if (url === undefined && environment.text(variable) === undefined) {
      environment.faults.add(variable, 'is not set', `Set it to the provider's ${path} endpoint.`);
    }
    return url ?? '';
  };
  const scopes = environment.list('PROXY_SCOPES');
  return {
    mode: 'proxy',
    ...credentials,
    authorizationUrl: endpoint('PROXY_AUTHORIZATION_URL', known.authorization, 'authorize'),
    tokenUrl: endpoint('PROXY_TOKEN_URL', known.token, 'token'),
    revocationUrl:
      readEndpoint(context, 'PROXY_REVOCATION_URL', 'https://login.example.com/revoke') ??
      known.revocation,
    scopes: scopes.length > 0 ? scopes : known.scopes,
    operator: readOperator(environment, {
      directory: process.cwd(),
      production: context.production,
    }),
    tokens,
  };
}

/** A proxy has known weaknesses, so in production the operator has to allow it explicitly. */
function checkPermission({ environment, production, url }: ModeContext): void {
  const allowed = environment.yes('ALLOW_PROXY');
  if (production && !allowed) {
    environment.faults.add(
      'ALLOW_PROXY',
      'is not yes, while AUTH_MODE=proxy would run in production',
      'Put a Gatehouse in front of the provider (AUTH_MODE=issuer), or read what a proxy cannot ' +
        'do in apps/mcp/README.md and set it to yes.',
    );
  }
  const { protocol, hostname } = new URL(url);
  if (protocol === 'http:' && hostname !== 'localhost' && hostname !== '127.0.0.1') {
    // The SDK refuses other hosts with http.
    const remedy = 'As a proxy without https it has to be on localhost or 127.0.0.1.';
    environment.faults.add('MCP_URL', `has the host ${hostname}`, remedy);
  }
}

interface KnownEndpoints {
  readonly authorization?: string;
  readonly token?: string;
  readonly revocation?: string;
  readonly scopes?: readonly string[];
}

function knownEndpoints(tokens: ProxyMode['tokens']): KnownEndpoints {
  if (tokens.mode === 'github') {
    const server = githubAuthorizationServer(tokens);
    return {
      authorization: `${server}/authorize`,
      token: `${server}/access_token`,
      // Not what the client asks for, because it gets a token that can be used at GitHub, too.
      scopes: ['read:user'],
    };
  }
  if (tokens.mode === 'google') {
    return {
      authorization: 'https://accounts.google.com/o/oauth2/v2/auth',
      token: 'https://oauth2.googleapis.com/token',
      revocation: 'https://oauth2.googleapis.com/revoke',
      scopes: ['openid', 'email'],
    };
  }
  return {};
}

/** Accepts only tokens that were issued to this client of the provider. */
export function onlyTokensOfClient(verifier: Verifier, clientId: string): Verifier {
  return wrapVerifier(verifier, {
    async verify(token, presentation) {
      const auth = await verifier.verify(token, presentation);
      if (auth.clientId === clientId) return auth;
      throw new InvalidTokenError(
        'token_audience_mismatch',
        'the token was issued to another client of the provider',
      );
    },
  });
}
