import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';
import type { TracingConfig } from '../configuration.ts';

/**
 * The sampler of `OTEL_TRACES_SAMPLER`, with one difference: a `traceparent` that is not recorded counts as
 * none. Anybody could keep requests out of the traces otherwise; and a server that records nothing, and
 * passes trace ids on all the same, would switch tracing off for those that it asks.
 */
export function createSampler({ sampler, ratio }: TracingConfig): Sampler {
  const [, root = sampler] = /^parentbased_(.*)/.exec(sampler) ?? [];
  const own = createRoot(root, ratio);
  if (root === sampler) return own;
  return new ParentBasedSampler({ root: own, remoteParentNotSampled: own });
}

function createRoot(name: string, ratio: number): Sampler {
  if (name === 'always_on') return new AlwaysOnSampler();
  return name === 'always_off' ? new AlwaysOffSampler() : new TraceIdRatioBasedSampler(ratio);
}
