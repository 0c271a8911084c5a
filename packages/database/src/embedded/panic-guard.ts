import type { PGlite } from '@electric-sql/pglite';
import type { DatabaseError } from '../errors.ts';

/**
 * Stops all further statements after Postgres had a PANIC.
 *
 * A server would end and recover. PGlite reports the PANIC as the error of one statement, and at the next
 * message it loops for ever and blocks the whole process. Acknowledged writes are in the log on disk;
 * opening the directory again recovers them.
 */
export class PanicGuard {
  #broken: DatabaseError | undefined;

  /**
   * @param explain makes the error with which the failing statement and every later one reject
   * @param onPanic called once
   */
  constructor(
    pglite: PGlite,
    explain: (panic: Error) => DatabaseError,
    onPanic: (error: DatabaseError) => void,
  ) {
    const guarded =
      <A extends unknown[], R>(send: (...message: A) => Promise<R>) =>
      async (...message: A): Promise<R> => {
        if (this.#broken !== undefined) throw this.#broken;
        try {
          return await send(...message);
        } catch (error) {
          if (!isPanic(error)) throw error;
          this.#broken = explain(error);
          onPanic(this.#broken);
          throw this.#broken;
        }
      };
    // Every statement and transaction, also of Prisma, calls one of these two after its turn in
    // PGlite's queue. So statements that wait there are refused before they reach Postgres.
    pglite.execProtocol = guarded(pglite.execProtocol.bind(pglite));
    pglite.execProtocolStream = guarded(pglite.execProtocolStream.bind(pglite));
  }

  get isBroken(): boolean {
    return this.#broken !== undefined;
  }
}

function isPanic(error: unknown): error is Error {
  return error instanceof Error && (error as { severity?: unknown }).severity === 'PANIC';
}
