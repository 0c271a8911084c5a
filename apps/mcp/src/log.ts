import { AuthError } from '@gatehouse/auth-core';
import { terminalText } from '@gatehouse/display';
import type { LogLevel } from '@gatehouse/environment';
import { type DestinationStream, type Logger, pino } from 'pino';

/** JSON lines on standard output. Tokens are kept out at every source; redaction is the net below. */
export function createLog(level: LogLevel, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['*.token', '*.authorization', '*.headers', '*.claims', '*.payload'],
      serializers: { err: describeError },
      hooks: { streamWrite: terminalText },
    },
    destination ?? pino.destination(),
  );
}

/** Code, message and causes of an error: never its other fields, which may hold claims. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  return {
    type: error.name,
    message: error.message,
    ...('code' in error && { code: error.code }),
    // Ours say all there is to say; of others the stack may be all there is.
    ...(!(error instanceof AuthError) && { stack: error.stack }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
