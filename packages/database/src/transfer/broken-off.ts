import { DatabaseError } from '../errors.ts';

/**
 * The error of an export that came to no end, in words. Of several that were seen, the one that says most:
 * when a stream breaks, what is connected to it reports a fault of its own.
 *
 * @param place the file, or what else was written or read, as a sentence begins with it
 */
export function brokenOff(
  errors: readonly unknown[],
  place: string,
  signal?: AbortSignal,
): unknown {
  const own = errors.find((error) => error instanceof DatabaseError);
  if (own !== undefined) return own;
  if (signal?.aborted === true) {
    return new DatabaseError(
      'interrupted',
      'The export was interrupted before its end.',
      'Nothing of it is left. Run the command again.',
    );
  }
  for (const error of errors) {
    const { code, syscall, message } = (error ?? {}) as NodeJS.ErrnoException;
    if (syscall !== undefined) return refused(place, code, message, error);
    // The answer of a running server that ended in the middle of it.
    if (code === 'ECONNRESET') {
      return new DatabaseError(
        'export_damaged',
        'The server ended before the export was complete.',
        'Nothing of it is left. Run the command again when the server runs, or has stopped.',
        { cause: error },
      );
    }
  }
  return errors.find((error) => error !== undefined && error !== null);
}

function refused(
  place: string,
  code: string | undefined,
  message: string,
  cause: unknown,
): DatabaseError {
  return new DatabaseError(
    'file_refused',
    `${place} cannot be used: ${message}.`,
    REMEDIES[code ?? ''] ?? 'Name a file in a directory that exists and that you may use.',
    { cause },
  );
}

const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'Free some space, or name a file on another disk.',
  EDQUOT: 'Free some space, or name a file on another disk.',
  EPIPE: 'Whatever reads it has ended early: look there, and run the command again.',
};
