import { Environment } from '@gatehouse/environment';
import { readAdmission } from './admission.ts';
import type { Config } from './config.ts';
import { readClientDocuments } from './client-documents.ts';
import { readConnectors } from './connectors.ts';
import { readDatabase } from './database.ts';
import { existingEncryptionKeys, readKeys } from './keys.ts';
import { isProduction } from './production.ts';
import { readPublicUrl } from './public-url.ts';
import { readRegistration } from './registration.ts';
import { readResources } from './resources.ts';
import { readScopeRules } from './scope-rules.ts';
import type { Variable } from './variables.ts';

/** What a command needs that changes clients and resources without a running server. */
export interface OperatorConfig
  extends Pick<
    Config,
    | 'issuer'
    | 'publicUrl'
    | 'production'
    | 'encryptionKeys'
    | 'resources'
    | 'registration'
    | 'clientDocuments'
  > {
  /**
   * who may sign in, and have which scope
   *
   * @throws ConfigurationError naming every fault of their variables
   */
  readonly rules: () => Pick<Config, 'admission' | 'scopeRules'>;
}

/**
 * The part of the configuration that decides what an operator may write, and how it is sealed.
 *
 * @throws ConfigurationError naming every fault of these variables
 */
export function loadOperatorConfig(
  env: Readonly<Record<string, string | undefined>>,
  options: { readonly directory: string },
): OperatorConfig {
  const environment = new Environment<Variable>(env);
  const publicUrl = readPublicUrl(environment);
  const production = isProduction(environment, publicUrl);
  const { dataDirectory } = readDatabase(environment, options.directory);
  if (production && environment.text('ENCRYPTION_KEYS') === undefined) {
    environment.faults.add('ENCRYPTION_KEYS', 'is not set', 'Set it to the keys of the server.');
  }
  const { encryptionKeys } = readKeys(environment, production, dataDirectory);
  const clientDocuments = readClientDocuments(environment, publicUrl, production);
  environment.faults.throwIfAny();
  // Only named to the operator: what is wrong with it is for the server to refuse.
  const resources = readResources(new Environment<Variable>(env));
  const { registration } = readRegistration(new Environment<Variable>(env));
  const { origin: issuer } = publicUrl;
  const rules = () => readRules(new Environment<Variable>(env));
  return Object.freeze({
    issuer,
    publicUrl,
    production,
    encryptionKeys,
    resources,
    registration,
    clientDocuments,
    rules,
  });
}

function readRules(environment: Environment<Variable>): Pick<Config, 'admission' | 'scopeRules'> {
  const connectors = readConnectors(environment);
  const resources = readResources(environment);
  const admission = readAdmission(environment, connectors);
  const scopeRules = readScopeRules(environment, connectors, resources);
  environment.faults.throwIfAny();
  return { admission, scopeRules };
}

/**
 * The keys that what is in a database may be sealed by; undefined where none are to be had. Unlike a
 * server it makes none.
 *
 * @throws ConfigurationError naming every fault of these variables
 */
export function loadSealingKeys(
  env: Readonly<Record<string, string | undefined>>,
  options: { readonly directory: string },
): readonly Uint8Array[] | undefined {
  const environment = new Environment<Variable>(env);
  const production = isProduction(environment, readPublicUrl(environment));
  const { dataDirectory } = readDatabase(environment, options.directory);
  const keys = existingEncryptionKeys(environment, production, dataDirectory);
  environment.faults.throwIfAny();
  return keys;
}

/**
 * The issuer of the server that the variables are for.
 *
 * @throws ConfigurationError where `PUBLIC_URL` is none
 */
export function loadIssuer(env: Readonly<Record<string, string | undefined>>): string {
  const environment = new Environment<Variable>(env);
  const { origin } = readPublicUrl(environment);
  environment.faults.throwIfAny();
  return origin;
}
