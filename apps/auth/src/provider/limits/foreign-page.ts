/** Who a request counts as coming from. */
export interface Caller {
  readonly address: string | undefined;
  /** the request says that a web page of another origin made it */
  readonly foreign: boolean;
}

/**
 * Whether a request says that a page of another origin made it. A page cannot keep the browser from
 * saying so, with every `POST` by `Origin` and mostly by `Sec-Fetch-Site` (Fetch standard §3.2, Fetch
 * Metadata §2.2). Programs send neither. Our own pages send no referrer, which makes their `Origin`
 * `null`.
 *
 * @param header a header of the request by its name; empty or undefined where it has none
 * @param ownOrigin of this server
 */
export function saysForeignPage(
  header: (name: string) => string | undefined,
  ownOrigin: string,
): boolean {
  const site = header('Sec-Fetch-Site');
  if (site === 'same-origin') return false;
  if (site === 'cross-site' || site === 'same-site') return true;
  const origin = header('Origin') ?? '';
  return origin !== '' && origin !== ownOrigin;
}

/** Whom a request to the library counts as coming from. */
export function callerOf(
  ctx: { readonly ip: string; get(header: string): string },
  ownOrigin: string,
): Caller {
  return { address: ctx.ip, foreign: saysForeignPage((name) => ctx.get(name), ownOrigin) };
}
