import type { Request } from 'express';

/** What the browser sent for a cookie; the first where there are several. */
export function cookieValue(req: Request, name: string): string | undefined {
  const prefix = `${name}=`;
  const pairs = (req.headers.cookie ?? '').split(/; */);
  return pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length);
}
