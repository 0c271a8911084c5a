/**
 * The moment as pino writes it into a line (RFC 3339 §5.6, milliseconds, UTC). Only what is left of a
 * second is written anew: a whole date costs as much as the rest of the line.
 *
 * @param now milliseconds since 1970
 */
export function isoTimes(now: () => number = Date.now): () => string {
  let second = Number.NaN;
  let until = '';
  return () => {
    const moment = now();
    const began = Math.floor(moment / 1_000);
    if (began !== second) {
      second = began;
      until = new Date(began * 1_000).toISOString().slice(0, -'000Z'.length);
    }
    return `,"time":"${until}${String(moment - began * 1_000).padStart(3, '0')}Z"`;
  };
}
