import { CONNECTORS } from '../connectors/connectors.ts';
import {
  type LoginVariableName,
  UNNAMED_LOGINS,
  variablesOfRegistration,
} from '../connectors/logins.ts';
import type { Config } from './config.ts';
import { begunLogins, loginsIn } from './connectors.ts';
import { refuseUnwantedEmbedded } from './database.ts';
import type { Environment } from './environment.ts';
import { isLoopbackOnly } from './listening.ts';
import { isLoopbackHost, isUnspecifiedHost } from './loopback.ts';
import { inWords } from '../faults/fault.ts';
import { RESOURCE_WORDS } from './faults-in-words.ts';
import { exposedResourceFault } from './resources.ts';
import { NEW_KEY } from './key-rings.ts';

/**
 * Production is a public URL that other machines can visit, or an operator who says so. Development
 * has to be unmistakable: a forgotten variable must not mean that anybody signs in as anyone.
 */
export function isProduction(environment: Environment, publicUrl: URL): boolean {
  const nodeEnv = environment.choice(
    'NODE_ENV',
    ['production', 'development', 'test'],
    'development',
  );
  return nodeEnv === 'production' || !isLoopbackHost(publicUrl.hostname);
}

/** What is comfortable in development and dangerous in production. Adds a fault for each. */
export function refuseInProduction(environment: Environment, config: Config): void {
  const { faults } = environment;
  const refuse = (
    variable: Parameters<Environment['text']>[0],
    problem: string,
    remedy: string,
  ) => {
    if (!faults.has(variable)) faults.add(variable, problem, remedy);
  };

  if (environment.text('PUBLIC_URL') === undefined) {
    refuse('PUBLIC_URL', 'is not set', 'Set it to the https origin that clients use.');
  } else if (config.publicUrl.protocol !== 'https:') {
    refuse(
      'PUBLIC_URL',
      'is not https in production',
      'Set it to an https origin; a reverse proxy may end TLS. For development use http://localhost with NODE_ENV unset.',
    );
  }

  refuseUnwantedEmbedded(environment, config.database);

  for (const variable of ['ENCRYPTION_KEYS', 'COOKIE_KEYS'] as const) {
    if (environment.text(variable) === undefined) {
      refuse(variable, 'is not set in production', `Make a key with: ${NEW_KEY}`);
    }
  }

  if (environment.text('RESOURCES') === undefined) {
    refuse(
      'RESOURCES',
      'is not set in production',
      'Set it to the https URLs of your MCP servers.',
    );
  }
  for (const resource of config.resources) {
    const fault = exposedResourceFault(resource);
    if (fault !== undefined) {
      const problem = inWords(RESOURCE_WORDS, fault);
      refuse('RESOURCES', problem, 'Set it to the https URLs of your MCP servers.');
    }
  }

  refuseUpstreams(environment, config, refuse);

  if (config.consentPause < 1) {
    refuse(
      'CONSENT_PAUSE',
      'is shorter than a second in production, so a click meant for something else allows',
      'Leave it out; it is for automated tests.',
    );
  }

  if (environment.text('ADMIT') === undefined) {
    refuse(
      'ADMIT',
      'is not set in production',
      'Say who may sign in: e-mail addresses, domains, github-org:<name>, or the word anyone.',
    );
  }
}

function refuseUpstreams(
  environment: Environment,
  { connectors }: Config,
  refuse: (variable: Parameters<Environment['text']>[0], problem: string, remedy: string) => void,
): void {
  for (const variable of addressVariables(environment)) {
    const text = environment.text(variable);
    if (text === undefined || !URL.canParse(text)) continue;
    const { hostname, protocol } = new URL(text);
    if (isLoopbackHost(hostname) || isUnspecifiedHost(hostname)) {
      refuse(
        variable,
        'is on this machine: an emulator signs anybody in as anyone',
        'Leave it out, or set it to the https URL of the real provider.',
      );
    } else if (protocol !== 'https:') {
      refuse(variable, 'is not https', 'Set it to the https URL of the provider.');
    }
  }
  if (Object.keys(connectors).length > 0 || begunLogins(environment).length > 0) return;
  const [first, ...others] = UNNAMED_LOGINS.flatMap(
    (login) => variablesOfRegistration(login)[0] ?? [],
  );
  if (first === undefined) return;
  const names = CONNECTORS.map(({ name }) => name);
  refuse(
    first,
    `is not set, nor ${others.length === 1 ? 'is' : 'are'} ${others.join(' and ')}: nobody could sign in`,
    `Register an OAuth app with ${orList(names)} and set its id and secret.`,
  );
}

function addressVariables(environment: Environment): LoginVariableName[] {
  return loginsIn(environment)
    .flatMap(({ variables }) => Object.values(variables))
    .filter(({ kind }) => kind === 'address' || kind === 'issuer')
    .map(({ name }) => name);
}

function orList(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(words);
}

/** What is safe on loopback alone, in a development server that others can reach. */
export function refuseExposedDevelopment(environment: Environment, config: Config): void {
  if (isLoopbackOnly(config.hosts)) return;
  const { faults } = environment;
  if (config.emulated) {
    faults.add(
      'HOST',
      'lets other machines in while sign-in is emulated, so anybody could be anyone',
      'Leave HOST out, or configure the credentials of a real provider.',
    );
  }
  if (environment.text('ADMIT') === undefined) {
    faults.add(
      'ADMIT',
      'is not set, and HOST lets other machines in',
      'Say who may sign in, or leave HOST out to stay on loopback.',
    );
  }
}
