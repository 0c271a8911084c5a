import type { PGlite } from '@electric-sql/pglite';
import type { DatabaseError } from '../errors.ts';

/**
 * Keeps a Postgres that has panicked from being asked anything more.
 *
 * A server would end and recover. PGlite hands the PANIC out as an error of one statement, and at
 * the next message its loop spins for ever with the whole process in it. What was acknowledged is
 * in the log on disk; opening the directory again recovers it.
 */
export class PanicGuard {
  #broken: DatabaseError | undefined;

  /**
   * @param explain makes the error that the failing statement and every later one reject with
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
    // Every statement and transaction, Prisma's too, goes through one of these two. They hold
    // PGlite's own queue, so that what waits there is refused before it reaches Postgres.
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
