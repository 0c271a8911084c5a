import type { Verifier } from '@gatehouse/auth-core';

import { type CustomMode, ownVerifier, readCustomMode } from './custom.ts';
import {
  githubAuthorizationServer,
  type GithubMode,
  githubVerifier,
  readGithubMode,
} from './github.ts';
import { type GoogleMode, googleVerifier, readGoogleMode } from './google.ts';
import { askingVerifier, type IntrospectionMode, readIntrospectionMode } from './introspection.ts';
import { type IssuerMode, issuerVerifier, readIssuerMode } from './issuer.ts';
import type { ModeContext, VerifierDependencies } from './mode.ts';
import { ofClient, type ProxyMode, readProxyMode } from './proxy.ts';
import { type PublicKeyMode, publicKeyVerifier, readPublicKeyMode } from './public-key.ts';

/** How tokens are checked, and all that takes: the part of the configuration that is the mode's. */
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

/** Reads the variables of one mode, and of no other. */
export function readMode(name: ModeConfig['mode'], context: ModeContext): ModeConfig {
  return Object.freeze(readers[name](context));
}

/** @throws {@link ConfigurationError} when a module of one's own cannot be used */
export async function createVerifier(
  part: ModeConfig,
  dependencies: VerifierDependencies,
): Promise<Verifier> {
  switch (part.mode) {
    case 'issuer':
      return issuerVerifier(part, dependencies);
    case 'public-key':
      return publicKeyVerifier(part, dependencies);
    case 'introspection':
      return askingVerifier(part, dependencies);
    case 'github':
      return githubVerifier(part, dependencies);
    case 'google':
      return googleVerifier(part, dependencies);
    case 'custom':
      return ownVerifier(part, dependencies);
    case 'proxy':
      return ofClient(await createVerifier(part.tokens, dependencies), part.clientId);
  }
}

/**
 * Whether this server repeats what its authorization server says of itself, for clients that look for
 * that here. Only where that server is asked for its metadata anyway; a proxy is its own.
 */
export function repeatsServerMetadata({ mode }: ModeConfig): boolean {
  return mode === 'issuer' || mode === 'introspection';
}

/** Where clients get tokens, as the metadata is to say it. `none`: nowhere by themselves. */
export function authorizationServersOf(
  part: ModeConfig,
  ownUrl: string,
): readonly string[] | 'none' {
  switch (part.mode) {
    case 'issuer':
    case 'introspection':
      return [part.issuer];
    case 'public-key':
      return part.authorizationServer === undefined ? 'none' : [part.authorizationServer];
    case 'custom':
      return part.issuer === undefined ? 'none' : [part.issuer];
    case 'github':
      return [githubAuthorizationServer(part)];
    case 'google':
      return [part.issuer];
    case 'proxy':
      // As the SDK spells the issuer: with a slash at the end.
      return [new URL('/', ownUrl).href];
  }
}
