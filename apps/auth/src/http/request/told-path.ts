import { allEndpoints } from '../../protocol/endpoints.ts';

/** What our addresses are made of, beside what is another one for each request. */
const OURS: ReadonlySet<string> = new Set(
  allEndpoints.flatMap(({ path }) => path.split('/').filter((one) => !one.startsWith(':'))),
);

/** Most requests are for one of these. */
const WHOLE: ReadonlySet<string> = new Set(
  allEndpoints.flatMap(({ path }) => (path.includes(':') ? [] : [path])),
);

/** So many segments are told of: anybody can send thousands. */
const MOST = 6;

const NONE: ReadonlySet<string> = new Set();

/**
 * A path as the log may have it: without its query, and with a star for every segment that is not of our
 * own addresses. What stands there may be anything: a code that was sent to the wrong place, for instance.
 *
 * @param providers ids of the ways to sign in that are configured, which stand in addresses too
 */
export function toldPath(url: string, providers: ReadonlySet<string> = NONE): string {
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  if (WHOLE.has(path)) return path;
  return path
    .split('/', MOST)
    .map((segment) => (OURS.has(segment) || providers.has(segment) ? segment : '*'))
    .join('/');
}
