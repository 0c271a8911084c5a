/**
 * Whether somebody sees the answer to a request as a page in a window. Browsers say what they load
 * something for (`Sec-Fetch-Dest`, Fetch Metadata §2.1), and whether they load it ahead of time
 * (`Sec-Purpose`, Fetch standard §3.6; older ones `Purpose`, `X-Purpose` and `X-Moz`). A request without
 * these headers comes from a program or an old browser, and counts as seen.
 */
export function isSeen(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): boolean {
  const isAhead = ahead.some((name) => /prefetch|prerender|preview/i.test(String(headers[name])));
  return !isAhead && (headers['sec-fetch-dest'] ?? 'document') === 'document';
}

const ahead = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'];
