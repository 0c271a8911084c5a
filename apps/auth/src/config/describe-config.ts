import { describeOperator } from '@gatehouse/brand';
import { describeTarget } from '@gatehouse/database';
import { formatDuration } from '@gatehouse/environment';
import { describeTracing } from '@gatehouse/telemetry';
import type { AdmissionPolicy } from '../admission/policy.ts';
import { configuredLogins } from '../connectors/logins.ts';
import type { Config } from './config.ts';

/** The configuration for a log or a terminal: everything that is no secret. */
export function describeConfig(config: Config): Record<string, unknown> {
  const { database, connectors } = config;
  return {
    mode: config.production ? 'production' : 'development',
    issuer: config.issuer,
    listening: { hosts: config.hosts, port: config.port },
    operations: { hosts: config.operationsHosts, port: config.operationsPort },
    shutdownDelay: formatDuration(config.shutdownDelay),
    consentPause: formatDuration(config.consentPause),
    database: {
      server: database.url === undefined ? 'embedded' : describeTarget(database.url),
      dataDirectory: database.dataDirectory,
      littleMemory: database.littleMemory,
      poolSize: database.poolSize,
      preparedStatements: database.preparedStatements,
      sweepInterval: formatDuration(database.sweepInterval),
    },
    encryptionKeys: config.encryptionKeys.length,
    cookieKeys: config.cookieKeys.length,
    resources: config.resources.map(({ resource, scopes, accessTokenAlg }) => ({
      resource,
      scopes: Object.keys(scopes),
      accessTokenAlg,
    })),
    connectors: Object.fromEntries(
      configuredLogins(connectors).map(({ id, variables, settings }) => {
        const told = Object.entries(settings).filter(([key]) => variables[key]?.kind !== 'secret');
        return [id, Object.fromEntries(told)];
      }),
    ),
    admission: describePolicy(config.admission),
    admins: describePolicy(config.admins),
    scopeRules: config.scopeRules.map(({ scope, resource, whom }) => ({
      scope,
      ...(resource !== undefined && { resource }),
      whom: describePolicy(whom),
    })),
    operator: describeOperator(config.operator),
    registration: config.registration,
    clientDocuments: config.clientDocuments,
    clientCredentials: config.clientCredentials,
    trustProxy: config.trustProxy,
    lifetimes: Object.fromEntries(
      Object.entries<number>({ ...config.lifetimes }).map(([name, seconds]) => [
        name,
        formatDuration(seconds),
      ]),
    ),
    limits: config.limits.enabled ? config.limits : 'off',
    logLevel: config.logLevel,
    tracing: describeTracing(config.tracing),
  };
}

/** Counts, because the entries are people's addresses. */
function describePolicy(policy: AdmissionPolicy): unknown {
  if (policy.anyone) return 'anyone';
  const { emails, domains, accounts, organisations, teams } = policy;
  const { logins, groups, domainsMatch } = policy;
  return {
    emails: emails.length,
    domains,
    domainsMatch,
    accounts: accounts.length,
    organisations,
    teams,
    logins,
    groups,
  };
}
