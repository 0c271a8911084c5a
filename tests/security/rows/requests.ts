import type { Parameters } from '../../behaviour/actors/client.ts';
import type { Attack } from '../runner/row.ts';
import { each, sayPage } from '../runner/words.ts';

/**
 * Authorization requests that differ from a good one as told, each opened in a browser that nobody
 * has signed in with, for a client that the operator vouches for.
 */
export function requests(changed: Readonly<Record<string, Parameters>>): Attack['prepare'] {
  return async (on) => {
    const client = await on.operatorClient();
    return () =>
      each(changed, async (parameters) =>
        sayPage(await on.stranger().browser.open(client.authorizationUrl(parameters)), client),
      );
  };
}
