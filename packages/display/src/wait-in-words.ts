/**
 * How long to wait, or how long something lasts, for a person: `Retry-After` is a header that no browser shows. Rounded up, so that whoever
 * waits for as long as it says has waited long enough.
 *
 * @param seconds from 1 on
 * @param locale BCP 47: the language of the sentence that it stands in
 * @returns such as `40 seconds`, `12 minutes`, `3 hours` or `30 days`
 */
export function waitInWords(seconds: number, locale = 'en'): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole <= 90) return some(whole, 'second', locale);
  const minutes = Math.ceil(whole / 60);
  if (minutes <= 90) return some(minutes, 'minute', locale);
  const hours = Math.ceil(minutes / 60);
  return hours <= 48 ? some(hours, 'hour', locale) : some(Math.ceil(hours / 24), 'day', locale);
}

function some(n: number, unit: 'second' | 'minute' | 'hour' | 'day', locale: string): string {
  const name = `${locale} ${unit}`;
  let format = formats.get(name);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'long',
      useGrouping: false,
    });
    formats.set(name, format);
  }
  return format.format(n);
}

/** Making one costs more than everything else that a refused request does. */
const formats = new Map<string, Intl.NumberFormat>();
