import { waitInWords } from './wait-in-words.ts';

/**
 * Times as they stand in a sentence of a language, by its own rules: “in 3 days” is “in 3 Tagen”, and the
 * plain “3 Tage” would be wrong there.
 *
 * How long something takes is true for every reader. A day or an hour on a clock is so in one time zone
 * alone, and nobody here knows the reader's: so an hour is never told without the name of its zone, which is
 * that of this process (the variable `TZ`).
 *
 * @module
 */

const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const;
type Unit = keyof typeof SECONDS;

/**
 * How long something lasts: `30 days`, `12 hours`, and as {@link waitInWords} where it is no whole number of
 * days, from two on.
 *
 * @param seconds from 1 on
 * @param locale BCP 47: the language of the sentence that it stands in
 */
export function durationInWords(seconds: number, locale: string): string {
  const days = seconds / SECONDS.day;
  if (days < 2 || !Number.isInteger(days)) return waitInWords(seconds, locale);
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(
    days,
  );
}

/**
 * When something will be: `in 40 seconds`, `in 4 minutes`, `in 3 days`. Rounded up, as a wait is.
 *
 * @param seconds from now
 */
export function untilInWords(seconds: number, locale: string): string {
  const unit = unitOf(seconds);
  return relative(locale).format(Math.max(1, Math.ceil(seconds / SECONDS[unit])), unit);
}

/**
 * When something was: `4 minutes ago`, `3 days ago`. Rounded down: it is not older than that.
 *
 * @param seconds up to now; under one minute counts as one
 */
export function agoInWords(seconds: number, locale: string): string {
  const past = Math.max(SECONDS.minute, seconds);
  const counted = unitOf(past);
  const unit = counted === 'second' ? 'minute' : counted;
  return relative(locale).format(-Math.floor(past / SECONDS[unit]), unit);
}

/** A day in its full spelling, `3 November 2026`, of the zone of this process. */
export function dayInWords(date: Date, locale: string, timeZone?: string): string {
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(written(locale), { ...day, ...zone(timeZone) }).format(date);
}

/** An hour on the clock with its zone: `14:52 UTC`. */
export function clockInWords(date: Date, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(written(locale), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...zone(timeZone),
  }).format(date);
}

/** The largest unit of which there are at least two; seconds as far as one counts them. */
function unitOf(seconds: number): Unit {
  if (seconds <= 90) return 'second';
  if (seconds <= 90 * SECONDS.minute) return 'minute';
  return seconds <= 2 * SECONDS.day ? 'hour' : 'day';
}

/** Plain “en” writes “November 3, 2026”, which is read in America alone. */
function written(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale;
}

function relative(locale: string): Intl.RelativeTimeFormat {
  return new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
}

function zone(timeZone: string | undefined): { readonly timeZone?: string } {
  return timeZone === undefined ? {} : { timeZone };
}
