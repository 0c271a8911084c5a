import { readOperator } from '@gatehouse/brand';
import { Environment, LOG_LEVELS, machineAddresses } from '@gatehouse/environment';
import { readTracing } from '@gatehouse/telemetry';
import { configuredLogins } from '../connectors/logins.ts';
import { readAdmins, readAdmission } from './admission.ts';
import type { Config } from './config.ts';
import { readClientDocuments } from './client-documents.ts';
import { readConnectors } from './connectors.ts';
import { readDatabase } from './database.ts';
import { deepFreeze } from './deep-freeze.ts';
import { readKeys } from './keys.ts';
import { readLifetimes } from './lifetimes.ts';
import { readLimits } from './limits.ts';
import { readListening } from './listening.ts';
import { readNearMisses } from './near-misses.ts';
import { isProduction, refuseExposedDevelopment, refuseInProduction } from './production.ts';
import { readPublicUrl } from './public-url.ts';
import { readRegisteredClients } from './registered-clients.ts';
import { readRegistration } from './registration.ts';
import { readResources } from './resources.ts';
import { readScopeRules } from './scope-rules.ts';
import { readTrustProxy } from './trust-proxy.ts';
import type { Variable } from './variables.ts';

export interface LoadConfigOptions {
  /** what a relative `GATEHOUSE_DATA_DIR` and `BRAND_LOGO` are relative to */
  readonly directory: string;
  /** makes a development key, as text; 32 random bytes unless told */
  readonly newKey?: () => string;
  /** addresses of this machine; asked of the system unless told */
  readonly addresses?: readonly string[];
  /** bytes that this process may have; asked of the system unless told */
  readonly memory?: number;
}

/**
 * Reads the environment into a frozen {@link Config}.
 *
 * In development keys that are not set are made once and kept in `secrets.json` of the data
 * directory; in production nothing is made up, and whatever would be dangerous is refused.
 *
 * @throws ConfigurationError naming every fault
 * @example
 * const config = loadConfig(process.env, { directory: process.cwd() });
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  options: LoadConfigOptions,
): Config {
  const environment = new Environment<Variable>(env);
  const publicUrl = readPublicUrl(environment);
  const issuer = publicUrl.origin;
  const production = isProduction(environment, publicUrl);
  const database = readDatabase(environment, options.directory, options.memory);
  const connectors = readConnectors(environment);
  const lifetimes = readLifetimes(environment);
  const resources = readResources(environment);

  const config: Config = {
    production,
    get publicUrl() {
      return new URL(issuer);
    },
    issuer,
    ...readListening(environment, publicUrl, production, options.addresses ?? machineAddresses()),
    // Nobody waits for Ctrl-C.
    shutdownDelay: environment.duration(
      'SHUTDOWN_DELAY',
      { from: '0s', to: '5m' },
      production ? '5s' : '0s',
    ),
    consentPause: environment.duration('CONSENT_PAUSE', { from: '0s', to: '1s' }, '1s'),
    confirmUnverified: environment.choice('CONFIRM_UNVERIFIED', ['on', 'off'], 'on') === 'on',
    database,
    ...readKeys(environment, production, database.dataDirectory, options.newKey),
    resources,
    connectors,
    emulated: configuredLogins(connectors).some(({ settings }) => settings.emulated),
    admission: readAdmission(environment, connectors),
    admins: readAdmins(environment, connectors),
    scopeRules: readScopeRules(environment, connectors, resources),
    operator: readOperator(environment, { directory: options.directory, production }),
    ...readRegistration(environment),
    clientDocuments: readClientDocuments(environment, publicUrl, production),
    registeredClients: readRegisteredClients(environment, lifetimes),
    clientCredentials: environment.choice('CLIENT_CREDENTIALS', ['on', 'off'], 'on') === 'on',
    trustProxy: readTrustProxy(environment),
    lifetimes,
    limits: readLimits(environment),
    logLevel: environment.choice('LOG_LEVEL', LOG_LEVELS, 'info'),
    tracing: readTracing(environment, 'gatehouse-auth'),
    nearMisses: [],
  };
  if (production) refuseInProduction(environment, config);
  else refuseExposedDevelopment(environment, config);
  const nearMisses = readNearMisses(environment, production);
  environment.faults.throwIfAny();
  return deepFreeze(Object.assign(config, { nearMisses }));
}
