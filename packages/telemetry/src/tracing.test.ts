import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TracingConfig } from './configuration.ts';
import { currentSpan, startTracing, type Tracing, withinSpan } from './index.ts';
import { type Collector, startCollector } from './testing/index.ts';

const parent = {
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId: '00f067aa0ba902b7',
  sampled: true,
};

let collector: Collector;
const logger = { warn: vi.fn(), info: vi.fn() };

beforeEach(async () => {
  collector = await startCollector();
  vi.clearAllMocks();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await collector.close();
});

async function start(options: Partial<TracingConfig> = {}): Promise<Tracing> {
  const tracing = await startTracing(
    {
      url: `${collector.url}/v1/traces`,
      protocol: 'http/protobuf',
      headers: { 'api-key': 'secret' },
      sampler: 'parentbased_always_on',
      ratio: 1,
      resource: { 'service.name': 'tested' },
      delay: 10,
      ...options,
    },
    logger,
  );
  if (tracing === undefined) throw new Error('is on');
  return tracing;
}

test('is nothing where it is off', async () => {
  expect(await startTracing(undefined, logger)).toBeUndefined();
  expect(currentSpan()).toBeUndefined();
});

test.each(['http/protobuf', 'http/json'] as const)(
  'a request is one trace, by %s',
  async (protocol) => {
    const tracing = await start({ protocol });
    const span = tracing.begin('POST token', { 'http.request.method': 'POST' }, parent);
    withinSpan(span, () => {
      const statement = currentSpan()?.child('find_grant', 'client', {
        'db.query.summary': 'find_grant',
      });
      statement?.end(Object.assign(new Error('canary'), { code: '57014' }));
    });
    span.set({ 'http.response.status_code': 200 });
    span.end();
    await tracing.shutdown();

    const resource = expect.objectContaining({ 'service.name': 'tested' }) as unknown;
    const [statement, request] = collector.spans;
    expect(request).toEqual({
      name: 'POST token',
      kind: 'server',
      traceId: parent.traceId,
      spanId: span.spanId,
      parentSpanId: parent.spanId,
      failed: false,
      attributes: { 'http.request.method': 'POST', 'http.response.status_code': 200 },
      links: [],
      resource,
    });
    expect(statement).toMatchObject({
      name: 'find_grant',
      kind: 'client',
      traceId: parent.traceId,
      parentSpanId: span.spanId,
      failed: true,
      attributes: { 'db.query.summary': 'find_grant', 'error.type': '57014' },
    });
    const [delivery] = collector.deliveries;
    expect(delivery?.headers).toMatchObject({ 'api-key': 'secret' });
    expect(delivery?.path).toBe('/v1/traces');
    expect(delivery?.body.includes('canary')).toBe(false);
  },
);

test('spans are sent while it runs', async () => {
  const tracing = await start();
  tracing.begin('GET jwks', {}, undefined).end();
  await expect.poll(() => collector.spans.length).toBe(1);
  await tracing.shutdown();
});

test('a collector that is away costs one line, and so does its return', async () => {
  const tracing = await start();
  collector.answer = 403;
  for (const left of [1, 2, 3]) {
    tracing.begin('GET jwks', {}, undefined).end();
    await expect.poll(() => collector.deliveries.length).toBe(left);
  }
  collector.answer = 200;
  tracing.begin('GET jwks', {}, undefined).end();
  await expect
    .poll(() => logger.info.mock.calls)
    .toEqual([[{ lost: 3 }, 'traces reach the collector again']]);
  expect(logger.warn.mock.calls).toEqual([
    [{ reason: 'status 403', lost: 1 }, 'traces do not reach the collector'],
  ]);
  await tracing.shutdown();
});

test('what a collector that hangs does not take is dropped, and the end does not wait for it', async () => {
  // The exporter would wait for as long; the test does not.
  vi.stubEnv('OTEL_EXPORTER_OTLP_TIMEOUT', '600000');
  const tracing = await start();
  collector.answer = 'hang';
  for (let count = 0; count < 20_000; count += 1) tracing.begin('GET jwks', {}, undefined).end();
  await tracing.shutdown();
  // One batch is on its way, and 2048 wait; then those of the end are sent, for what it is worth.
  expect(collector.spans.length).toBeLessThanOrEqual(512 + 2048);
});

test('a parent that is not recorded decides nothing', async () => {
  const tracing = await start();
  const span = tracing.begin('GET jwks', {}, { ...parent, sampled: false });
  expect(span).toMatchObject({ sampled: true, traceId: parent.traceId });
  const none = await start({ sampler: 'parentbased_always_off' });
  expect(none.begin('GET jwks', {}, { ...parent, sampled: false }).sampled).toBe(false);
  expect(none.begin('GET jwks', {}, undefined).sampled).toBe(false);
  expect(none.begin('GET jwks', {}, parent).sampled).toBe(true);
});

test.each([
  ['parentbased_always_off', 1],
  ['parentbased_traceidratio', 0],
  ['traceidratio', 0.5],
] as const)(
  'of %s %d nobody outside can make every request be recorded',
  async (sampler, ratio) => {
    const tracing = await start({ sampler, ratio });
    // A trace id that each ratio takes.
    const chosen = { ...parent, traceId: `${'0'.repeat(31)}1` };
    const spans = Array.from({ length: 5_000 }, () => tracing.begin('GET jwks', {}, chosen));
    const believed = spans.filter(({ traceId }) => traceId === chosen.traceId);
    expect(believed.filter(({ sampled }) => sampled).length).toBeGreaterThan(50);
    expect(believed.length).toBeLessThan(2_000);
    const [first] = spans.filter(({ traceId, sampled }) => sampled && traceId !== chosen.traceId);
    if (ratio === 0.5) {
      first?.end();
      await tracing.shutdown();
      expect(collector.spans).toMatchObject([{ links: [chosen.traceId], parentSpanId: '' }]);
    } else expect(first).toBeUndefined();
  },
);

test('what nobody records costs no span, and has its place in the trace all the same', async () => {
  const tracing = await start({ sampler: 'always_off' });
  const span = tracing.begin('GET jwks', {}, parent);
  expect(span).toMatchObject({ traceId: parent.traceId, sampled: false });
  const child = span.child('find_grant', 'client');
  expect(child).toBe(span);
  child.set({ 'http.response.status_code': 200 });
  child.end(new Error('canary'));
  await tracing.shutdown();
  expect(collector.deliveries).toEqual([]);
});
