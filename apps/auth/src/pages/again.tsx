import type { ComponentChild } from 'preact';
import type { AgainWords } from './words/errors.ts';

/** From this many seconds on a time of the clock helps whoever leaves the tab open. */
const WORTH_A_TIME = 90;

/** When something may be tried again, as the answer's `Retry-After` says it. */
export interface Wait {
  /** from 1 on */
  readonly seconds: number;
  /** the moment when they are over: milliseconds since 1970 */
  readonly until: number;
}

/** That it may be tried again, and when. */
export function againInWords(words: AgainWords, wait: Wait | undefined): ComponentChild {
  if (wait === undefined) return words.inAWhile;
  const { seconds, until } = wait;
  const soon = <strong>{words.wait(seconds)}</strong>;
  if (seconds < WORTH_A_TIME) return <>{words.in({ wait: soon })}</>;
  const at = new Date(until);
  // A minute is said whole, and later rather than too soon.
  const whole = new Date(Math.ceil(until / 60_000) * 60_000);
  const time = <time dateTime={at.toISOString()}>{words.time(whole)}</time>;
  return <>{words.at({ wait: soon, time })}</>;
}
