import type { ComponentChild } from 'preact';

/**
 * Parts of a page as a list of the language: with its commas, and its word before the last.
 *
 * @param format the locale, and whether it is “and” or “or”
 */
export function listed(
  format: Intl.ListFormat,
  parts: readonly ComponentChild[],
): ComponentChild[] {
  const places = format.formatToParts(parts.map((_, index) => String(index)));
  return places.map(({ type, value }) => (type === 'element' ? parts[Number(value)] : value));
}
