/**
 * Whether the answer to a request comes before somebody's eyes as a page of its own. Browsers say what
 * they load something for (`Sec-Fetch-Dest`, Fetch Metadata §2.1), and that they load it before anybody
 * asked to see it (`Sec-Purpose`, Fetch standard §3.6; before that `Purpose`, `X-Purpose` and `X-Moz`).
 * What says nothing is no page's doing, or is an old browser, and counts as seen.
 */
export function isSeen(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): boolean {
  const isAhead = ahead.some((name) => /prefetch|prerender|preview/i.test(String(headers[name])));
  return !isAhead && (headers['sec-fetch-dest'] ?? 'document') === 'document';
}

const ahead = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'];
