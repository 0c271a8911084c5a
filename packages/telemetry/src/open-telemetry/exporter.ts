import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { TracingConfig } from '../configuration.ts';
import { errorType } from '../error-type.ts';
import type { ExportLog } from '../export-log.ts';

/** `ExportResultCode.SUCCESS` of `@opentelemetry/core`, which nothing else is wanted of. */
const SUCCESS = 0;

/**
 * Sends spans to the collector in the protocol that it was asked for, and tells what became of it. What the
 * variables say of time limits, compression and certificates (`OTEL_EXPORTER_OTLP_TIMEOUT` and so on)
 * OpenTelemetry's exporter reads by itself.
 */
export async function createExporter(
  { protocol, url, headers }: TracingConfig,
  log: ExportLog,
): Promise<SpanExporter> {
  const { OTLPTraceExporter } = await (protocol === 'http/json'
    ? import('@opentelemetry/exporter-trace-otlp-http')
    : import('@opentelemetry/exporter-trace-otlp-proto'));
  const exporter = new OTLPTraceExporter({ url, headers: { ...headers } });
  return {
    export(spans, told) {
      exporter.export(spans, (result) => {
        if (result.code === SUCCESS) log.sent();
        else log.failed(reasonOf(result.error), spans.length);
        told(result);
      });
    },
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}

/** The status of the answer, where there was one; its text may be anything. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'number' ? `status ${code}` : errorType(error);
}
