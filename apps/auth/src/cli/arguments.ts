import { parseDuration } from '@gatehouse/environment';
import { InvalidArgumentError } from 'commander';

/** Collects an option that may be given several times; a variadic one would take what follows too. */
export function each(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** Seconds of an option that takes a duration, zero included. @throws InvalidArgumentError */
export function duration(text: string): number {
  const seconds = /^0+[smhd]?$/.test(text) ? 0 : parseDuration(text);
  if (seconds === undefined) throw new InvalidArgumentError('Write it like 90s, 15m, 12h or 30d.');
  return seconds;
}

/** A whole number from 1 on. @throws InvalidArgumentError */
export function count(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new InvalidArgumentError('Write a whole number from 1 on.');
  return Number(text);
}

/** A text without white space around it, as a shell leaves it of a file. @throws InvalidArgumentError */
export function notBlank(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
  return text.trim();
}

/** As {@link each} and {@link notBlank}. @throws InvalidArgumentError */
export function eachNotBlank(text: string, before: readonly string[] = []): string[] {
  return each(notBlank(text), before);
}
