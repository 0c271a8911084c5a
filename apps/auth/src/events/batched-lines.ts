/**
 * Where the lines of the log go: at once where they are few, together where they are many. A write to a pipe
 * takes as long as all else of a line, five times over; a busy server has a thousand lines a second.
 *
 * ```
 * line ── none was written lately ──────────────▶ written
 *      ── one was, less than PAUSE ago ─▶ kept ─▶ written with all that came meanwhile
 *      ── it is a warning, or worse ────────────▶ written, after what was kept
 * ```
 *
 * What is kept is written when the process ends, whichever way it ends but by a signal that nobody hears
 * (`SIGKILL`), which loses {@link PAUSE} of it.
 *
 * @module
 */
import type { DestinationStream } from 'pino';

/** Milliseconds. */
const PAUSE = 10;

/** More than this (characters) does not wait. */
const MOST = 64 * 1024;

/** How a line of `info` or less begins, as pino writes it (levels 10 to 30). */
const CAN_WAIT = /^\{"level":[123]0,/;

export interface BatchedLinesOptions {
  /** writes, and returns when it is done */
  readonly write: (text: string) => void;
  /** a monotonic clock (milliseconds) */
  readonly now?: () => number;
}

/** A destination for pino; and what is to be called when the process ends. */
export interface BatchedLines extends DestinationStream {
  flush(): void;
}

export function batchedLines({
  write,
  now = () => performance.now(),
}: BatchedLinesOptions): BatchedLines {
  let kept = '';
  let written = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (kept === '') return;
    const text = kept;
    kept = '';
    write(text);
    written = now();
  };
  return {
    flush,
    write(line) {
      kept += line;
      if (timer === undefined && now() - written < PAUSE) timer = setTimeout(flush, PAUSE);
      if (timer === undefined || kept.length > MOST || !CAN_WAIT.test(line)) flush();
    },
  };
}
