import type { Verifier } from '@gatehouse/auth-core';

import { type CustomMode, customModeVerifier, readCustomMode } from './custom.ts';
import {
  githubAuthorizationServer,
  type GithubMode,
  githubVerifier,
  readGithubMode,
} from './github.ts';
import { type GoogleMode, googleVerifier, readGoogleMode } from './google.ts';
import {
  introspectionModeVerifier,
  type IntrospectionMode,
  readIntrospectionMode,
} from './introspection.ts';
import { type IssuerMode, issuerVerifier, readIssuerMode } from './issuer.ts';
import type { ModeContext, VerifierDependencies } from './mode.ts';
import { onlyTokensOfClient, type ProxyMode, readProxyMode } from './proxy.ts';
import { type PublicKeyMode, publicKeyVerifier, readPublicKeyMode } from './public-key.ts';

/** How tokens are verified: the part of the configuration that depends on `AUTH_MODE`. */
export type ModeConfig =
  | IssuerMode
  | PublicKeyMode
  | IntrospectionMode
  | GithubMode
  | GoogleMode
  | CustomMode
  | ProxyMode;

const readers: { readonly [Name in ModeConfig['mode']]: (context: ModeContext) => ModeConfig } = {
  issuer: readIssuerMode,
  'public-key': readPublicKeyMode,
  introspection: readIntrospectionMode,
  github: readGithubMode,
  google: readGoogleMode,
  custom: readCustomMode,
  proxy: readProxyMode,
};

export const modeNames = Object.keys(readers) as ModeConfig['mode'][];

/** Reads the variables of one mode only. */
export function readMode(name: ModeConfig['mode'], context: ModeContext): ModeConfig {
  return Object.freeze(readers[name](context));
}

/** @throws {@link ConfigurationError} when the module of `AUTH_CUSTOM_MODULE` cannot be used */
export async function createVerifier(
  mode: ModeConfig,
  dependencies: VerifierDependencies,
): Promise<Verifier> {
  switch (mode.mode) {
    case 'issuer':
      return issuerVerifier(mode, dependencies);
    case 'public-key':
      return publicKeyVerifier(mode, dependencies);
    case 'introspection':
      return introspectionModeVerifier(mode, dependencies);
    case 'github':
      return githubVerifier(mode, dependencies);
    case 'google':
      return googleVerifier(mode, dependencies);
    case 'custom':
      return customModeVerifier(mode, dependencies);
    case 'proxy':
      return onlyTokensOfClient(await createVerifier(mode.tokens, dependencies), mode.clientId);
  }
}

/**
 * Whether this server also serves the metadata of its authorization server, for clients that look for it
 * here. Only in modes that fetch this metadata anyway. A proxy serves its own.
 */
export function repeatsServerMetadata({ mode }: ModeConfig): boolean {
  return mode === 'issuer' || mode === 'introspection';
}

/**
 * The authorization servers for the protected-resource metadata. `none`: clients cannot get a token by
 * themselves.
 */
export function authorizationServersOf(
  mode: ModeConfig,
  ownUrl: string,
): readonly string[] | 'none' {
  switch (mode.mode) {
    case 'issuer':
    case 'introspection':
      return [mode.issuer];
    case 'public-key':
      return mode.authorizationServer === undefined ? 'none' : [mode.authorizationServer];
    case 'custom':
      return mode.issuer === undefined ? 'none' : [mode.issuer];
    case 'github':
      return [githubAuthorizationServer(mode)];
    case 'google':
      return [mode.issuer];
    case 'proxy':
      // The SDK writes the issuer with a slash at the end.
      return [new URL('/', ownUrl).href];
  }
}
