import { expect, test } from 'vitest';
import {
  formatTraceparent,
  newTraceContext,
  nextTraceContext,
  parseTraceparent,
} from './traceparent.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';

test.each([
  [`00-${traceId}-${spanId}-01`, true],
  [`00-${traceId}-${spanId}-00`, false],
  // Other flags than `sampled` (§3.2.2.5): one is `random` of level 2, the rest means nothing yet.
  [`00-${traceId}-${spanId}-03`, true],
  [`00-${traceId}-${spanId}-fe`, false],
  // Later versions begin in the same way, and may go on (§4.3).
  [`01-${traceId}-${spanId}-01`, true],
  [`cc-${traceId}-${spanId}-01-what-comes-then`, true],
])('%s is read', (header, sampled) => {
  expect(parseTraceparent(header)).toEqual({ traceId, spanId, sampled });
});

test.each([
  undefined,
  '',
  '00',
  `00-${'0'.repeat(32)}-${spanId}-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `00-${traceId}-${spanId}-1`,
  `00-${traceId}-${spanId}-0g`,
  `00-${traceId}-${spanId}-01-more`,
  `00-${traceId}-${spanId}-01-`,
  `01-${traceId}-${spanId}-01more`,
  `ff-${traceId}-${spanId}-01`,
  ` 00-${traceId}-${spanId}-01`,
  `00-${traceId}-${spanId}-01\n`,
  `00-${traceId.slice(1)}-${spanId}-01`,
  `00-${traceId}-${spanId}-01, 00-${traceId}-${spanId}-01`,
  [`00-${traceId}-${spanId}-01`],
  `01-${traceId}-${spanId}-01-${'a'.repeat(512)}`,
])('%j is none', (header) => {
  expect(parseTraceparent(header)).toBeUndefined();
});

test('what is written is read', () => {
  for (const sampled of [true, false]) {
    const context = { traceId, spanId, sampled };
    expect(parseTraceparent(formatTraceparent(context))).toEqual(context);
  }
});

test('a new trace is well-formed, recorded by nobody, and another each time', () => {
  const [one, other] = [newTraceContext(), newTraceContext()];
  expect(parseTraceparent(formatTraceparent(one))).toEqual(one);
  expect(one.sampled).toBe(false);
  expect(one.traceId).not.toBe(other.traceId);
});

test('the next step of a trace is in the same trace', () => {
  const next = nextTraceContext({ traceId, spanId, sampled: true });
  expect(parseTraceparent(formatTraceparent(next))).toEqual(next);
  expect(next).toMatchObject({ traceId, sampled: true });
  expect(next.spanId).not.toBe(spanId);
});
