/** What becomes of sending spans, for a log. */
export interface ExportLog {
  /** @param reason a code, a status or the name of a class */
  failed(reason: string, spans: number): void;
  sent(): void;
}

/** A collector that is away is told of this often (milliseconds). */
const AGAIN = 3_600_000;

/** The part of pino that it takes. */
export interface Lines {
  warn(about: object, message: string): void;
  info(about: object, message: string): void;
}

/** One line when spans stop reaching the collector, one an hour while they do not, one when they do again. */
export function exportLog(logger: Lines, now: () => number): ExportLog {
  let told: number | undefined;
  let lost = 0;
  return {
    failed(reason, spans) {
      lost += spans;
      if (told !== undefined && now() - told < AGAIN) return;
      told = now();
      logger.warn({ reason, lost }, 'traces do not reach the collector');
    },
    sent() {
      if (told === undefined) return;
      logger.info({ lost }, 'traces reach the collector again');
      told = undefined;
      lost = 0;
    },
  };
}
