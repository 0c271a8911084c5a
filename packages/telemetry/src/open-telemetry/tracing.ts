/**
 * The one place that knows OpenTelemetry. Spans are made by hand, where the rooms of an app say so: what
 * instruments modules by itself writes addresses with their queries, and headers.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Attributes } from '../attributes.ts';
import type { TracingConfig } from '../configuration.ts';
import type { ExportLog } from '../export-log.ts';
import { ForeignTraces } from '../foreign-traces.ts';
import type { Tracing } from '../span.ts';
import type { TraceContext } from '../traceparent.ts';
import { createExporter } from './exporter.ts';
import { RecordedSpan, remoteContext } from './recorded-span.ts';
import { createSampler } from './sampler.ts';

/** How long the last spans may take at the end (milliseconds). */
const LAST = 2_000;

/** No attribute is near this long, unless somebody else chose it. */
const LONGEST = 256;

/** @param now milliseconds that only grow */
export async function openTelemetry(
  config: TracingConfig,
  log: ExportLog,
  now: () => number,
): Promise<Tracing> {
  const exporter = await createExporter(config, log);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ ...config.resource }),
    sampler: createSampler(config),
    spanLimits: { attributeValueLengthLimit: LONGEST },
    // 2048 spans wait at most, 512 go at once; what comes on top is lost.
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: config.delay })],
  });
  const tracer = provider.getTracer('gatehouse');
  const foreign = config.sampler.endsWith('always_on') ? undefined : new ForeignTraces(now);

  const begin = (name: string, attributes: Attributes, parent: TraceContext | undefined) => {
    const options = { kind: SpanKind.SERVER, attributes: { ...attributes } };
    if (parent === undefined) return tracer.startSpan(name, options, ROOT_CONTEXT);
    const context = remoteContext(parent);
    if (foreign !== undefined && !foreign.mayBeBelieved) {
      return tracer.startSpan(name, { ...options, links: [{ context }] }, ROOT_CONTEXT);
    }
    const span = tracer.startSpan(name, options, trace.setSpanContext(ROOT_CONTEXT, context));
    if (span.isRecording()) foreign?.note();
    return span;
  };
  return {
    begin: (...about) => new RecordedSpan(tracer, begin(...about)),
    async shutdown() {
      const end = new AbortController();
      const sent = provider.shutdown().catch(() => undefined);
      await Promise.race([sent, delay(LAST, undefined, { signal: end.signal })]).finally(() =>
        end.abort(),
      );
    },
  };
}
