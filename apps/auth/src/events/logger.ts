import { type DestinationStream, type Logger, pino } from 'pino';
import { terminalText } from '@gatehouse/display';

/** Members that never reach the log, up to two levels deep. */
const SECRET_MEMBERS = [
  'access_token',
  'refresh_token',
  'id_token',
  'client_secret',
  'client_assertion',
  'assertion',
  'code',
  'code_verifier',
  'token',
  'password',
  'authorization',
  'cookie',
  'state',
];

export type { Logger };

/**
 * Structured logs on standard output. Queries are never logged; errors are logged without payloads.
 *
 * @param about what each line says beside what it is told: asked whenever one is written
 */
export function createLogger(
  level: string,
  destination?: DestinationStream,
  about: () => object = () => ({}),
): Logger {
  return pino(
    {
      level,
      base: null,
      mixin: about,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: SECRET_MEMBERS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        remove: true,
      },
      serializers: { err: pino.stdSerializers.err },
      // pino escapes C0 controls alone, and people read logs in terminals.
      hooks: { streamWrite: terminalText },
    },
    destination ?? pino.destination(),
  );
}
