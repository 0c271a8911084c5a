import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CustomCheck, customVerifier, type Verifier } from '@gatehouse/auth-core';
import { ConfigurationError, quote } from '@gatehouse/environment';

import { readUrl } from '../config/read-url.ts';
import type { ModeContext, VerifierDependencies } from './mode.ts';

/** Tokens are verified by a function of the operator's own. */
export interface CustomMode {
  readonly mode: 'custom';
  /** Absolute. */
  readonly modulePath: string;
  /** The issuer of users, where the function does not return one. Undefined: `custom`. */
  readonly issuer: string | undefined;
}

const example =
  'Set it to the path of an ES module that exports a function: ' +
  'export default (token) => ({ clientId, subject, scopes, expiresAt }).';

export function readCustomMode({ environment }: ModeContext): CustomMode {
  const path = environment.required('AUTH_CUSTOM_MODULE', example);
  const modulePath = resolve(path);
  if (path !== '' && !existsSync(modulePath)) {
    environment.faults.add(
      'AUTH_CUSTOM_MODULE',
      `is ${quote(path)}, which does not exist`,
      example,
    );
  }
  const remedy = 'Set it to the authorization server that issues the tokens, or leave it unset.';
  return { mode: 'custom', modulePath, issuer: readUrl(environment, 'AUTH_ISSUER', remedy) };
}

/**
 * Loads the module. This runs its code, so it is done only after all other variables were checked.
 *
 * @throws {@link ConfigurationError}
 */
async function loadCheck({ modulePath }: CustomMode): Promise<CustomCheck> {
  const fault = (problem: string) =>
    new ConfigurationError([{ variable: 'AUTH_CUSTOM_MODULE', problem, remedy: example }]);
  let loaded: { readonly default?: unknown; readonly verify?: unknown };
  try {
    loaded = (await import(pathToFileURL(modulePath).href)) as typeof loaded;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw fault(`is ${quote(modulePath)}, which cannot be loaded (${quote(why)})`);
  }
  const check = loaded.default ?? loaded.verify;
  if (typeof check !== 'function') {
    throw fault(`is ${quote(modulePath)}, which exports no function, by default or as verify`);
  }
  return check as CustomCheck;
}

export async function customModeVerifier(
  mode: CustomMode,
  { clock, upstream }: VerifierDependencies,
): Promise<Verifier> {
  const { issuer } = mode;
  const onProblem = upstream.problemFor('custom');
  return customVerifier(await loadCheck(mode), { issuer, clock, onProblem });
}
