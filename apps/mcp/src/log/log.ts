import { AuthError } from '@gatehouse/auth-core';
import { terminalText } from '@gatehouse/display';
import type { LogLevel } from '@gatehouse/environment';
import { type DestinationStream, type Logger, pino } from 'pino';

/**
 * JSON lines on standard output. No caller passes a token to the log; the redaction is for the case
 * that one does by mistake.
 */
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

/** Code, message and causes of an error, but not its other fields, which may contain claims. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  return {
    type: error.name,
    message: error.message,
    ...('code' in error && { code: error.code }),
    // Our own errors explain themselves. For other errors the stack may be the only information.
    ...(!(error instanceof AuthError) && { stack: error.stack }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
