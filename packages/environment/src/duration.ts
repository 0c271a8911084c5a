const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/**
 * Seconds of `900`, `900s`, `15m`, `12h` or `30d`.
 *
 * @returns undefined where the text is no such duration, or is zero
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9})([smhd])?$/.exec(text);
  if (match === null) return undefined;
  const seconds = Number(match[1]) * SECONDS[(match[2] ?? 's') as keyof typeof SECONDS];
  return seconds > 0 ? seconds : undefined;
}

/** The shortest spelling that {@link parseDuration} reads back as the same. */
export function formatDuration(seconds: number): string {
  const unit = (['d', 'h', 'm'] as const).find(
    (candidate) => seconds > 0 && seconds % SECONDS[candidate] === 0,
  );
  return unit === undefined ? `${seconds}s` : `${seconds / SECONDS[unit]}${unit}`;
}
