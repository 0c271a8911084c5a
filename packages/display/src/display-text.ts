/** The most characters (as a reader counts them) of a name that a page shows. */
const NAME_LENGTH = 60;
const SENTENCE_LENGTH = 300;

// The reader's idea of a character: an accented letter or an emoji family counts once.
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * A text from outside as a person may be shown it: on one line, without characters
 * that are invisible, that reorder what stands around them or that pile up marks, and no longer
 * than `maxLength` characters. The result may be empty. Escaping is left to the renderer.
 *
 * Stripped are controls, unassigned and private-use characters, lone surrogates, and everything
 * Unicode calls default-ignorable (zero-width characters, bidi overrides and isolates, tag
 * characters, blank fillers).
 */
export function displayText(raw: string, maxLength: number): string {
  // A bound on the work before the exact bound in characters.
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

/** A person's, client's or resource's name, or `fallback` where nothing readable is left. */
export function displayName(raw: string | undefined, fallback: string): string {
  return displayText(raw ?? '', NAME_LENGTH) || fallback;
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
