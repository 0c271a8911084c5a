import { DatabaseUnavailable } from './errors.ts';

/**
 * SQLSTATEs of faults of the server and not of the statement: 08 connection, 53 out of resources, 57P
 * going down or starting, 58 its own files; then read-only, deadlock, serialization, lock and statement
 * timeouts, and prepared statements that a pooler mixes up.
 */
const SQLSTATE = /^(08...|53...|57P..|58...|25006|25P03|26000|40001|40P01|42P05|55P03|57014)$/;

/** Those of them that PostgreSQL has (its manual, appendix A). */
const SQLSTATES = [
  ['08000', '08001', '08003', '08004', '08006', '08007', '08P01'],
  ['53000', '53100', '53200', '53300', '53400'],
  ['57P01', '57P02', '57P03', '57P04', '57P05'],
  ['58000', '58030', '58P01', '58P02'],
  ['25006', '25P03', '26000', '40001', '40P01', '42P05', '55P03', '57014'],
].flat();

/** Faults whose cause is not what the server's words say. */
const CAUSES: Readonly<Record<string, string>> = {
  '26000': 'a pooler forgot a prepared statement: set PREPARED_STATEMENTS=off',
  '42P05': 'a pooler mixed up prepared statements: set PREPARED_STATEMENTS=off',
  pool_commits: 'every connection waits for a commit, such as for a standby',
  commit_unconfirmed: 'a commit is not confirmed yet, such as by a standby, and nobody knows',
  commit_unreplicated:
    'a commit is on the primary alone, since its wait for a standby was cancelled',
};

/** Error codes of sockets, name look-ups, and files of the embedded database. */
const ERRNO = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_STREAM_DESTROYED',
  'ENOSPC',
  'EDQUOT',
]);

/** Errors of `pg` that have no code but only a message. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^timeout exceeded when trying to connect/, 'pool_timeout'],
  [/^Connection terminated due to connection timeout|^timeout expired/, 'connect_timeout'],
  [/^Query read timeout/, 'query_timeout'],
  [/^Commit not confirmed in time/, 'commit_unconfirmed'],
  [/^Commit not confirmed by the standby/, 'commit_unreplicated'],
  [/^Every connection of the pool waits for a commit/, 'pool_commits'],
  [/^Client (has encountered a connection error|was closed) and is not queryable/, 'not_connected'],
  [/^Connection terminated/, 'connection_lost'],
];

/** Prisma's own codes, where it does not keep the driver's error. */
const PRISMA: Readonly<Record<string, string>> = {
  P1001: 'not_reachable',
  P1002: 'connect_timeout',
  P1008: 'query_timeout',
  P1017: 'connection_lost',
  P2024: 'pool_timeout',
  P2034: '40001',
  P2037: '53300',
};

/** The words that `fault` of a {@link DatabaseUnavailable} may be; a later PostgreSQL may add some. */
export const FAULTS: readonly string[] = [
  ...new Set([
    ...SQLSTATES,
    ...ERRNO,
    ...WORDS.map(([, fault]) => fault),
    ...Object.values(PRISMA),
  ]),
];

interface Described {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly name?: unknown;
  /** of Prisma's errors */
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: unknown } };
  /** of errors of the driver adapter */
  readonly originalCode?: unknown;
}

/**
 * Whether an error of a driver or of Prisma means that the database cannot answer now.
 *
 * @returns undefined where the statement or the program is wrong
 */
export function unavailable(error: unknown): DatabaseUnavailable | undefined {
  if (error instanceof DatabaseUnavailable) return error;
  const fault = faultOf(error);
  if (fault === undefined) return undefined;
  return new DatabaseUnavailable(fault, `${CAUSES[fault] ?? reasonOf(error) ?? fault}.`, {
    cause: error,
  });
}

/** The error for a failure to get a connection. It always means that the database is unavailable. */
export function notConnected(error: unknown): DatabaseUnavailable {
  const { code } = (error ?? {}) as Described;
  return (
    unavailable(error) ??
    new DatabaseUnavailable(
      typeof code === 'string' ? code : 'not_connected',
      `${reasonOf(error) ?? 'no connection'}.`,
      { cause: error },
    )
  );
}

function faultOf(error: unknown): string | undefined {
  if (error === null || typeof error !== 'object') return undefined;
  const { code, message, meta, originalCode, name, cause } = error as Described;
  for (const word of [originalCode, code]) {
    if (typeof word === 'string' && (SQLSTATE.test(word) || ERRNO.has(word))) return word;
  }
  // What a transaction's begin and commit are refused with, Prisma passes on as its adapter threw it.
  const driver = faultOf(name === 'DriverAdapterError' ? cause : meta?.driverAdapterError?.cause);
  if (driver !== undefined) return driver;
  if (typeof code === 'string' && Object.hasOwn(PRISMA, code)) return PRISMA[code];
  if (typeof message !== 'string') return undefined;
  return WORDS.find(([pattern]) => pattern.test(message))?.[1];
}

/** The reason in one line, without the source code that Prisma puts before it. */
function reasonOf(error: unknown): string | undefined {
  const { code, message, meta } = (error ?? {}) as Described;
  const cause = meta?.driverAdapterError?.cause as { originalMessage?: unknown } | undefined;
  const text = typeof cause?.originalMessage === 'string' ? cause.originalMessage : message;
  const last = typeof text === 'string' ? text.trim().split('\n').at(-1)?.trim() : undefined;
  if (last !== undefined && last !== '') return last.replace(/\.$/, '');
  return typeof code === 'string' ? code : undefined;
}
