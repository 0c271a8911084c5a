/** Controls, format characters, what is not assigned, line and paragraph separators, and the invisible. */
const unseen = /[^\n\P{C}]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A text on its way to a log or a terminal. pino escapes C0 controls; C1 controls, which steer a
 * terminal as well (ECMA-48 §5.4), bidi controls and invisible characters would pass. They become the
 * escape that JSON has for them (RFC 8259 §7), so that a line means the same to a program.
 */
export function terminalText(text: string): string {
  return text.replace(unseen, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
