import { displayText, terminalLine } from '@gatehouse/display';

/** Texts from outside are cut at this length. */
const LONGEST = 200;

/** Makes a text from outside safe to print: on one line, without control characters. */
export function inTerminal(text: string): string {
  return displayText(text, LONGEST);
}

/** Aligned `name: value` lines, without those whose value is empty. */
export function facts(entries: readonly (readonly [name: string, value: string])[]): string {
  const shown = entries.filter(([, value]) => value !== '');
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown
    .map(([name, value]) => `${`${name}:`.padEnd(width + 2)}${terminalLine(value)}`)
    .join('\n');
}
