/** The most characters (as a reader counts them) of a name that a page shows. */
const NAME_LENGTH = 60;
const SENTENCE_LENGTH = 300;

// Splits a text into characters as a reader counts them: an emoji of several code points is one.
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Makes a text from outside safe to show: on one line, without characters that are invisible or change
 * the order of others, without many marks on one letter, and at most `maxLength` characters long. The
 * result may be empty. The renderer still has to escape it.
 *
 * Removed are control characters, unassigned and private-use characters, lone surrogates, and all that
 * Unicode calls default-ignorable (zero-width characters, bidi overrides and isolates, tag characters,
 * blank fillers).
 */
export function displayText(raw: string, maxLength: number): string {
  // A rough limit first, so that a very long text costs little; the exact one counts characters.
  const bounded = raw.slice(0, maxLength * 16).normalize('NFC');
  const oneLine = bounded
    .replace(/[\p{Z}\s\u2800]+/gu, ' ')
    .replace(/[\p{C}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
  let kept = '';
  let count = 0;
  for (const { segment } of graphemes.segment(oneLine)) {
    if (count === maxLength - 1 && kept.length + segment.length < oneLine.length) {
      return `${kept.trimEnd()}…`;
    }
    kept += segment;
    count += 1;
  }
  return kept;
}

/** The name of a user, client or resource; `fallback` where nothing readable is left of it. */
export function displayName(raw: string | undefined, fallback: string): string {
  return displayText(raw ?? '', NAME_LENGTH) || fallback;
}

/** Marks by which pages and browsers say that something is checked or safe, or that somebody should take care. */
const MARKS =
  /[\u2705\u2713\u2714\u2611\u237B\u26A0\u{1F50F}-\u{1F513}\u{1F5F8}\u{1F5F9}\u{1F6E1}]/gu;

/** In whatever language, and as wide or as bold as Unicode has them. */
const QUOTES = /["\u201C-\u201F\u00AB\u00BB\u275D\u275E\u301D-\u301F\uFF02\u{1F676}-\u{1F678}]/gu;

/**
 * The name that somebody gave themselves, and nobody has checked. It holds no mark that looks like a page's
 * judgement, and no quotation mark that would end the quotation in which pages put it: what follows would
 * read as the page's own words.
 */
export function claimedName(raw: string | undefined, fallback: string): string {
  return displayName(raw?.replace(MARKS, ' ').replace(QUOTES, "'"), fallback);
}

/** A sentence that came from outside, such as a scope's description. */
export function displaySentence(raw: string): string {
  return displayText(raw, SENTENCE_LENGTH);
}

/** The first character of a name, for a monogram. */
export function initialOf(name: string): string {
  const letter = /[\p{L}\p{N}]/u.exec(name)?.[0];
  return (letter ?? '?').toLocaleUpperCase('en');
}
