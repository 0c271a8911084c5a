import type { IncomingMessage } from 'node:http';

const ORIGIN = 'http://emulator';

/** What a request asks for. Any web page may send one, so what is no address is the address of nothing. */
export function requestedUrl({ url = '/' }: Pick<IncomingMessage, 'url'>): URL {
  // Not as a reference to the origin: `//host/` would be another one.
  return URL.parse(`${ORIGIN}${url}`) ?? new URL('/nothing', ORIGIN);
}
