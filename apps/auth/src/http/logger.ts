import { pino, type Logger } from 'pino';

/** Members that never reach the log, however deep a careless caller nests them. */
const SECRET_MEMBERS = [
  'access_token',
  'refresh_token',
  'id_token',
  'client_secret',
  'code',
  'code_verifier',
  'token',
  'password',
  'authorization',
  'cookie',
  'state',
];

export type { Logger };

/** Structured logs on standard output. Queries are never logged; errors are logged without payloads. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: SECRET_MEMBERS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      remove: true,
    },
    serializers: { err: pino.stdSerializers.err },
  });
}
