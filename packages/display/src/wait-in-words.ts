/**
 * How long to wait, for a person: `Retry-After` is a header that no browser shows. Rounded up, so that whoever
 * waits for as long as it says has waited long enough.
 *
 * @param seconds from 1 on
 * @returns such as `40 seconds`, `12 minutes` or `3 hours`
 */
export function waitInWords(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole <= 90) return some(whole, 'second');
  const minutes = Math.ceil(whole / 60);
  return minutes <= 90 ? some(minutes, 'minute') : some(Math.ceil(minutes / 60), 'hour');
}

function some(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? '' : 's'}`;
}
