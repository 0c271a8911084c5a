/** Controls, format characters, what is not assigned, line and paragraph separators, and the invisible. */
const UNSEEN = /[^\n\P{C}]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A text on its way to a terminal or a log: what would steer the terminal, reorder its lines or hide
 * is written as the escape that JSON has for it (RFC 8259 §7). C1 controls steer as C0 controls do
 * (ECMA-48 §5.4: U+009B is ESC [), and JSON leaves them, bidi controls and invisible characters as they
 * are. Escaped, JSON means the same to a program, and a sentence shows what was in it. Line feeds stay.
 */
export function terminalText(text: string): string {
  return text.replace(UNSEEN, escaped);
}

/** The same on one line: a line feed of somebody else’s would begin a line that looks like ours. */
export function terminalLine(text: string): string {
  return terminalText(text).replaceAll('\n', '\\n');
}

/** Each unit of UTF-16 by itself, as JSON escapes characters beyond the basic plane. */
function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
