import type { Provider } from 'oidc-provider';
import { currentRequest, servedRequest } from './request.ts';

/**
 * Leaves what fails around the library, and not in it, to whoever serves the request. The framework below
 * would take every header away, answer with two words of plain text, and print the error past the log.
 *
 * To be installed before other middleware, so that it goes around it. {@link failure} tells what there was.
 */
export function leaveFailures(provider: Provider): void {
  provider.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      servedRequest().failure = { error };
      ctx.respond = false;
    }
  });
}

/** What failed at the request that is being served and was not answered; undefined where all went well. */
export function failure(): { readonly error: unknown } | undefined {
  return currentRequest()?.failure;
}
