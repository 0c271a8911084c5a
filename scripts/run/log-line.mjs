/** Makes the apps' log, one JSON object a line, readable in a terminal. */

/** What every line carries and nobody needs to see. */
const OMITTED = new Set(['level', 'time', 'msg', 'err', 'name', 'pid', 'hostname']);

/** What would steer a terminal, reorder its lines or hide: packages/display/src/terminal-text.ts. */
const UNSEEN = /[^\n\t\P{C}]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** @param {string} text */
function shown(text) {
  return text.replace(UNSEEN, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** @param {unknown} text */
function onOneLine(text) {
  return shown(String(text)).replaceAll('\n', '\\n');
}

/**
 * A line as a person reads it: time, sentence, then the rest as `key=value`. A line that is no
 * log record stays as it is. Reading a record undoes the escapes in it, so they are made again.
 *
 * @param {string} line
 */
export function readable(line) {
  const record = parse(line);
  if (record === undefined) return shown(line);
  const { time, level, msg, err } = record;
  const rest = Object.entries(record)
    .filter(([key, value]) => !OMITTED.has(key) && value !== undefined)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const clock = /T(\d\d:\d\d:\d\d)/.exec(String(time))?.[1];
  const words = onOneLine([clock, severity(level), msg, ...rest].filter(Boolean).join(' '));
  return err?.stack ? `${words}\n${shown(String(err.stack))}` : words;
}

/** @param {string} line */
function parse(line) {
  if (!line.startsWith('{')) return undefined;
  try {
    const record = JSON.parse(line);
    return typeof record.level === 'number' ? record : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Pino's levels; what is below a warning goes without saying.
 *
 * @param {number} level
 */
function severity(level) {
  if (level >= 50) return 'ERROR';
  return level >= 40 ? 'WARNING' : undefined;
}
