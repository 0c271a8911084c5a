import { describe, expect, it } from 'vitest';

import {
  formatTraceparent,
  newTraceContext,
  nextTraceContext,
  parseTraceparent,
} from './trace-context.ts';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';

describe('traceparent', () => {
  it('is read where it is well formed', () => {
    expect(parseTraceparent(`00-${traceId}-${spanId}-01`)).toEqual({
      traceId,
      spanId,
      sampled: true,
    });
  });

  it.each<[string, string | string[] | undefined]>([
    ['missing', undefined],
    ['empty', ''],
    ['of another version', `01-${traceId}-${spanId}-01`],
    ['of no version', `ff-${traceId}-${spanId}-01`],
    ['of zeros for a trace', `00-${'0'.repeat(32)}-${spanId}-01`],
    ['of zeros for a parent', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['in capitals', `00-${traceId.toUpperCase()}-${spanId}-01`],
    ['too short', `00-${traceId.slice(1)}-${spanId}-01`],
    ['too long', `00-${traceId}-${spanId}-01-x`],
    ['there twice', `00-${traceId}-${spanId}-01, 00-${traceId}-${spanId}-01`],
    ['a list', [`00-${traceId}-${spanId}-01`]],
    ['with a line break', `00-${traceId}-${spanId}-01\n`],
    ['not hexadecimal', `00-${'g'.repeat(32)}-${spanId}-01`],
  ])('is ignored where it is %s', (_what, header) => {
    expect(parseTraceparent(header)).toBeUndefined();
  });

  it('goes on with the same trace and a parent of its own each time', () => {
    const incoming = { traceId, spanId, sampled: true };
    const [one, other] = [nextTraceContext(incoming), nextTraceContext(incoming)];
    expect(formatTraceparent(one)).toMatch(new RegExp(`^00-${traceId}-[\\da-f]{16}-01$`));
    expect(new Set([one.spanId, other.spanId, spanId]).size).toBe(3);
    expect(parseTraceparent(formatTraceparent(one))).toEqual(one);
  });

  it('of a new trace is well formed, and says that nothing was recorded', () => {
    const [one, other] = [newTraceContext(), newTraceContext()];
    expect(parseTraceparent(formatTraceparent(one))).toEqual({ ...one, sampled: false });
    expect(one.traceId).not.toBe(other.traceId);
  });
});
