import { displayText } from '@gatehouse/display';

/** The most characters, as a reader counts them. */
const LONGEST = 60;

const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * What keeps a text from being a name on a page. What a page shows of a name has to be the whole name: one
 * that is cut off, or has letters in it that nobody sees, is somebody else's.
 *
 * @param name in Unicode's form NFC
 * @returns the rest of a sentence that begins with what the name is the value of
 */
export function nameProblem(name: string): string | undefined {
  const [unseen] = UNSEEN.exec(name) ?? [];
  if (unseen !== undefined) {
    return `holds ${codePoint(unseen)}, which nobody sees or which turns the text around it`;
  }
  const length = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(name)].length;
  if (length > LONGEST) return `has ${length} characters, and a page has room for ${LONGEST}`;
  // As it would be shown, blanks aside.
  const shown = displayText(name, LONGEST);
  if (shown !== name.replaceAll(/\s+/g, ' ')) return 'has many marks on one letter';
  return undefined;
}

function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
