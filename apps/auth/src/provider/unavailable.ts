import { DatabaseUnavailable } from '@gatehouse/database';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { databaseFault, noteDatabaseFault } from './database-faults.ts';

/** Headers of an answer that is not given. A cookie would name a session that was not stored. */
const OF_ANOTHER_ANSWER = ['Location', 'Set-Cookie', 'WWW-Authenticate', 'Content-Type', 'ETag'];

/** Writes the answer of a server whose database does not answer. */
export type RenderUnavailable = (ctx: KoaContextWithOIDC) => void;

/**
 * Answers a request that met a database fault by `render`, whatever the library made of it. It
 * would send the browser back to the client with `server_error`, which ends the user's attempt
 * there, or say 500, after which few clients try again.
 *
 * To be installed before other middleware, so that it goes around them.
 */
export function answerUnavailable(provider: Provider, render: RenderUnavailable): void {
  provider.on('server_error', (_ctx, error) => {
    if (error instanceof DatabaseUnavailable) noteDatabaseFault(error);
  });
  provider.use(async (ctx, next) => {
    let thrown: unknown;
    try {
      await next();
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable)) throw error;
      thrown = error;
    }
    if (thrown === undefined && databaseFault() === undefined) return;
    for (const header of OF_ANOTHER_ANSWER) ctx.remove(header);
    render(ctx as KoaContextWithOIDC);
  });
}
