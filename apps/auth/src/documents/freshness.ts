import type { Freshness } from '../storage/client-documents.ts';

/** Seconds. One sign-in reads a client several times, so that less would be one fetch for each of them. */
const SHORTEST = 300;
/** Seconds. A client whose keys or redirect URIs are taken from it should not go on for longer. */
const LONGEST = 86_400;
/** Seconds, where the host says nothing. */
const UNSAID = 3600;
/** Longer validators are nothing to send along. */
const LONGEST_VALIDATOR = 256;

/**
 * How long an answer may be used, by what it says of itself (RFC 9111 §4.2.1) within our bounds: also
 * where nothing is to be stored, as one sign-in has to end with what it began with.
 *
 * @param now milliseconds
 */
export function freshnessOf(headers: Headers, now: number): Freshness {
  const said = lifetime(headers, now) ?? UNSAID;
  return {
    etag: validator(headers, 'etag'),
    lastModified: validator(headers, 'last-modified'),
    freshFor: Math.min(Math.max(said, SHORTEST), LONGEST),
  };
}

/** Seconds; undefined where the answer does not say. */
function lifetime(headers: Headers, now: number): number | undefined {
  const directives = (headers.get('cache-control') ?? '').toLowerCase().split(/\s*,\s*/);
  if (directives.some((one) => /^(?:no-store|no-cache)(?:=|$)/.test(one))) return 0;
  const age = Number(/^\d{1,9}$/.exec(headers.get('age') ?? '')?.[0] ?? 0);
  for (const directive of directives) {
    const seconds = /^max-age="?(\d{1,9})"?$/.exec(directive)?.[1];
    if (seconds !== undefined) return Number(seconds) - age;
  }
  const expires = headers.get('expires');
  if (expires === null) return undefined;
  // What is no date has expired (RFC 9111 §5.3).
  const until = Date.parse(expires);
  const since = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(until) ? 0 : (until - (Number.isNaN(since) ? now : since)) / 1000 - age;
}

function validator(headers: Headers, name: string): string | null {
  const value = headers.get(name);
  return value !== null && /^[\x20-\x7e]+$/.test(value) && value.length <= LONGEST_VALIDATOR
    ? value
    : null;
}
