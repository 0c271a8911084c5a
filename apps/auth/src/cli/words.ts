import { displayText, terminalLine } from '@gatehouse/display';

/** The longest text of somebody else's that is printed. */
const LONGEST = 200;

/** A text from outside for a terminal: on one line, and without what would steer it. */
export function inTerminal(text: string): string {
  return displayText(text, LONGEST);
}

/** `name: value` lines, aligned; what is empty is left out. */
export function facts(entries: readonly (readonly [name: string, value: string])[]): string {
  const shown = entries.filter(([, value]) => value !== '');
  const width = Math.max(...shown.map(([name]) => name.length));
  return shown
    .map(([name, value]) => `${`${name}:`.padEnd(width + 2)}${terminalLine(value)}`)
    .join('\n');
}

/** For an option that may be given several times. One that takes many at once would swallow what follows. */
export function each(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
