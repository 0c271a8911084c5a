import { isWorthTryingAgain, type ProblemCode } from '../../pages/pages.ts';
import { addressOf, endpointAt, placeIn } from '../../protocol/addresses.ts';
import { ENDPOINTS, type EndpointName } from '../../protocol/endpoints.ts';
import { PARAMETERS } from './parameters-in.ts';

/** Steps that answer a page, by the place of the interaction in their address. */
const ANSWERS = ['login', 'consent', 'cancel', 'switchUser'] as const;

/** Pages and steps that a browser may open again by their path. */
const OPENED: readonly EndpointName[] = ['home', 'resume', 'interaction', 'signedIn', 'signInDone'];

/** Forms of the page at `/`. */
const OF_HOME: readonly EndpointName[] = ['signIn', 'signOut'];

/** Parameters that hold a token or claims of somebody. */
const TOLD_TO_US = ['id_token_hint', 'request', 'registration'];

/** Longer ones are not repeated; the browser can be reloaded all the same. */
const LONGEST = 2048;

/**
 * Where a browser can try again what failed: an address of ours that holds no secret, and that answers `GET`.
 * A page holds what it is made of, to come again in another language, so it is told none that it does not show.
 *
 * @param url path and query of the request that failed
 * @returns undefined where there is none, as where a provider sends a browser back with a code, or it does not help
 */
export function whereToTryAgain(
  problem: ProblemCode,
  method: string,
  url: string,
): string | undefined {
  if (!isWorthTryingAgain(problem)) return undefined;
  const [path = '', ...rest] = url.split('?');
  const query = rest.join('?');
  const endpoint = endpointAt(path);
  if (endpoint === undefined) return undefined;
  if (OF_HOME.includes(endpoint)) return ENDPOINTS.home.path;
  for (const answer of ANSWERS) {
    const uid = placeIn(ENDPOINTS[answer], path);
    if (uid !== undefined) return addressOf(ENDPOINTS.interaction, { uid });
  }
  if (method !== 'GET') return undefined;
  if (OPENED.includes(endpoint)) return path;
  const isRequest = endpoint === 'authorization' && url.length <= LONGEST;
  return isRequest ? sameRequest(path, query) : undefined;
}

/** The same authorization request, without what has no meaning in one (RFC 6749 §3.1), as a client's secret. */
function sameRequest(path: string, query: string): string | undefined {
  const pairs = query
    .split('&')
    .map((text) => ({ text, name: [...new URLSearchParams(text).keys()][0] ?? '' }));
  if (pairs.some(({ name }) => TOLD_TO_US.includes(name))) return undefined;
  const known = pairs.filter(({ name }) => PARAMETERS.includes(name));
  return known.length === 0 ? undefined : `${path}?${known.map(({ text }) => text).join('&')}`;
}
