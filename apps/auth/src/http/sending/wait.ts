import type { Wait } from '../../pages/pages.ts';

/** For a page, what `Retry-After` says to programs. @param seconds from 1 on; undefined where nobody knows */
export function waitOf(seconds: number | undefined): Wait | undefined {
  return seconds === undefined ? undefined : { seconds, until: Date.now() + seconds * 1000 };
}
