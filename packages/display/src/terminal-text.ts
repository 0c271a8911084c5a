/** Whatever is not plain: most texts have none, and this is asked sooner than the rest. */
const NOT_PLAIN = /[^\n -~]/;

/** Control, format, unassigned and invisible characters, and line and paragraph separators. */
const UNSEEN = /[^\n\P{C}]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Makes a text safe for a terminal or a log. Characters that would control the terminal, change the order
 * of its text or be invisible are written as JSON escapes them (RFC 8259 §7). JSON by itself escapes only
 * C0 controls, but C1 controls (ECMA-48 §5.4: U+009B is ESC [), bidi controls and invisible characters
 * do the same harm. Escaped JSON means the same to a program, and an escaped sentence shows what was in
 * it. Line feeds are kept.
 */
export function terminalText(text: string): string {
  return NOT_PLAIN.test(text) ? text.replace(UNSEEN, escaped) : text;
}

/** The same on one line: a line feed from outside could begin a line that looks like one of ours. */
export function terminalLine(text: string): string {
  return terminalText(text).replaceAll('\n', '\\n');
}

/** Escapes each UTF-16 unit, as JSON does with characters beyond the basic plane. */
function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
