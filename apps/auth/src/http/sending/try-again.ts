import { addressOf, endpointAt, placeIn } from '../../protocol/addresses.ts';
import { ENDPOINTS, type EndpointName } from '../../protocol/endpoints.ts';

/** Steps that answer a page, by the place of the interaction in their address. */
const ANSWERS = ['login', 'consent', 'cancel', 'switchUser'] as const;

/** Pages and steps that a browser may open again by their path. */
const OPENED: readonly EndpointName[] = ['home', 'resume', 'interaction', 'signedIn', 'signInDone'];

/** Forms of the page at `/`. */
const OF_HOME: readonly EndpointName[] = ['signIn', 'signOut'];

/** Longer ones are not repeated; the browser can be reloaded all the same. */
const LONGEST = 2048;

/**
 * Where a browser can try again what failed: an address of ours that holds no secret, and that answers `GET`.
 *
 * @param url path and query of the request that failed
 * @returns undefined where there is none, as where a provider sends a browser back with a code
 */
export function whereToTryAgain(method: string, url: string): string | undefined {
  const [path = '', query] = url.split('?', 2);
  const endpoint = endpointAt(path);
  if (endpoint === undefined) return undefined;
  if (OF_HOME.includes(endpoint)) return ENDPOINTS.home.path;
  for (const answer of ANSWERS) {
    const uid = placeIn(ENDPOINTS[answer], path);
    if (uid !== undefined) return addressOf(ENDPOINTS.interaction, { uid });
  }
  if (method !== 'GET') return undefined;
  if (OPENED.includes(endpoint)) return path;
  const isRequest = endpoint === 'authorization' && query !== undefined && url.length <= LONGEST;
  return isRequest ? url : undefined;
}
