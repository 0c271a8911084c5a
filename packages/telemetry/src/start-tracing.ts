import type { TracingConfig } from './configuration.ts';
import { type Lines, exportLog } from './export-log.ts';
import type { Tracing } from './span.ts';

/**
 * Loads OpenTelemetry, and only here: a server that nobody traces has none of it in its memory.
 *
 * @param config as read from the environment; undefined where tracing is off
 * @param logger hears of a collector that is away, at a bounded rate
 * @returns undefined where tracing is off
 */
export async function startTracing(
  config: TracingConfig | undefined,
  logger: Lines,
): Promise<Tracing | undefined> {
  if (config === undefined) return undefined;
  const { openTelemetry } = await import('./open-telemetry/tracing.ts');
  const log = exportLog(logger, () => performance.now());
  return openTelemetry(config, log, () => performance.now());
}
