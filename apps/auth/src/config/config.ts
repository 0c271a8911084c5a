import type { Operator } from '@gatehouse/brand';
import type { LogLevel } from '@gatehouse/environment';
import type { TracingConfig } from '@gatehouse/telemetry';
import type { AdmissionPolicy } from '../admission/policy.ts';
import type { ConnectorsConfig } from '../connectors/connectors.ts';
import type { ProtectedResource } from '../protocol/resource.ts';
import type { ScopeRule } from '../scope-rules/scope-rules.ts';

/**
 * Everything that the operator decides, read once at boot by {@link loadConfig} and frozen. Nothing
 * else reads the environment.
 */
export interface Config {
  /** `PUBLIC_URL` is not on loopback, or `NODE_ENV=production` */
  readonly production: boolean;
  /** a fresh copy at each access, because a `URL` cannot be frozen */
  readonly publicUrl: URL;
  /** `PUBLIC_URL` without a path or trailing slash; the `iss` of every token */
  readonly issuer: string;
  readonly port: number;
  /** addresses to listen on; only those that this machine has */
  readonly hosts: readonly string[];
  /** 0 takes any free port */
  readonly operationsPort: number;
  readonly operationsHosts: readonly string[];
  /** seconds between the signal to stop and the end of accepting; 0 is possible */
  readonly shutdownDelay: number;
  /** seconds from the consent page to the first *Allow* that counts; 1 in production */
  readonly consentPause: number;
  /** whether a user says that they know a site of which only its own word is known, before *Allow* counts */
  readonly confirmUnverified: boolean;
  readonly database: DatabaseConfig;
  /** 32 bytes each, newest first: the first seals, all open */
  readonly encryptionKeys: readonly Uint8Array[];
  /** newest first: the first signs, all verify */
  readonly cookieKeys: readonly string[];
  readonly resources: readonly ProtectedResource[];
  /** by their id; those that are configured */
  readonly connectors: ConnectorsConfig;
  /** at least one provider is an emulator on this machine; never in production */
  readonly emulated: boolean;
  /** who may sign in */
  readonly admission: AdmissionPolicy;
  /** who may administer; nobody when `ADMINS` is unset */
  readonly admins: AdmissionPolicy;
  /** who may have which scope; what none is about is for everybody who may sign in */
  readonly scopeRules: readonly ScopeRule[];
  /** who runs this server, as pages show them */
  readonly operator: Operator;
  readonly registration: RegistrationMode;
  /** an initial access token (RFC 7591 §3) for `registration: 'token'`, beside those that commands make */
  readonly registrationToken?: string;
  /** whose clients are known by the address of their metadata document */
  readonly clientDocuments: ClientDocumentsConfig;
  readonly registeredClients: RegisteredClientsConfig;
  /** whether clients of the operator may get tokens for themselves (RFC 6749 §4.4) */
  readonly clientCredentials: boolean;
  /** what Express's `trust proxy` takes: `false`, a number of hops, or addresses of proxies */
  readonly trustProxy: false | number | readonly string[];
  readonly lifetimes: Lifetimes;
  readonly limits: LimitsConfig;
  readonly logLevel: LogLevel;
  /** undefined where nothing is traced */
  readonly tracing: TracingConfig | undefined;
  /** sentences about variables that are set, and that look like one that is not */
  readonly nearMisses: readonly string[];
}

export interface DatabaseConfig {
  /** Postgres connection string; absent = embedded in `dataDirectory` */
  readonly url?: string;
  /** absolute path */
  readonly dataDirectory: string;
  /** the embedded one takes half of the memory, and is slower */
  readonly littleMemory: boolean;
  readonly poolSize: number;
  /** false behind a transaction pooler */
  readonly preparedStatements: boolean;
  /** seconds from one removal of expired rows to the next */
  readonly sweepInterval: number;
}

export interface ClientDocumentsConfig {
  readonly enabled: boolean;
  /** domains that are served, with what is below them; empty: all */
  readonly domains: readonly string[];
  /** domains that are not, whatever the others say */
  readonly deniedDomains: readonly string[];
  /** documents on this machine count; never in production */
  readonly loopback: boolean;
}

/** All in seconds. */
export interface Lifetimes {
  readonly code: number;
  readonly accessToken: number;
  /** of an access token that a client got for itself (RFC 6749 §4.4) */
  readonly clientCredentials: number;
  /** a refresh token that is not used for this long ends */
  readonly refreshIdle: number;
  /** a family of refresh tokens ends after this, however much it is used */
  readonly refreshMax: number;
  /** for so long after its use a refresh token still leads to its unused successor */
  readonly replayWindow: number;
  /** for so long after its use a refresh token that comes back ends its family */
  readonly replayMemory: number;
  readonly grant: number;
  readonly consent: number;
  /** a browser that does not come back for this long is signed out */
  readonly session: number;
  /** a browser is signed out this long after signing in, however often it comes back */
  readonly sessionMax: number;
  readonly interaction: number;
  readonly upstreamState: number;
}

/** Clients that registered themselves. */
export interface RegisteredClientsConfig {
  /** seconds without a token after which one ends; undefined: never */
  readonly unusedLifetime: number | undefined;
  /** seconds, and up to a day, after its last token; undefined: never */
  readonly idleLifetime: number | undefined;
  /** how many may be there that never got a token */
  readonly mostUnused: number;
}

/** So many in a window of so long. */
export interface Rate {
  readonly points: number;
  /** seconds */
  readonly duration: number;
}

export interface LimitsConfig {
  readonly enabled: boolean;
  /** wrong client secrets and unknown clients, for each client and address */
  readonly clientFailures: Rate;
  /** wrong codes and refresh tokens, for each client and address */
  readonly grantFailures: Rate;
  /** clients that are registered, for each address */
  readonly registrations: Rate;
  /** of everybody together */
  readonly registrationsTotal: Rate;
  /** registrations that were refused for what they are, for each address */
  readonly registrationFailures: Rate;
  /** clients that are registered by foreign web pages, for each address */
  readonly pageRegistrations: Rate;
  /** of everybody together */
  readonly pageRegistrationsTotal: Rate;
  /** whatever foreign web pages try in vain where clients register and get tokens, for each address */
  readonly pageFailures: Rate;
  /** of everybody together */
  readonly pageFailuresTotal: Rate;
  /** authorization requests, for each address */
  readonly authorizations: Rate;
  /** documents of clients that are read, for each address */
  readonly documents: Rate;
  /** for each host that has them */
  readonly documentsHost: Rate;
  /** of everybody together */
  readonly documentsTotal: Rate;
  /** hand-offs to an identity provider, for each address */
  readonly signIns: Rate;
}

export const REGISTRATION_MODES = ['open', 'token', 'off'] as const;
export type RegistrationMode = (typeof REGISTRATION_MODES)[number];
