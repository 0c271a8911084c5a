import { type Tracing, withinSpan } from '@gatehouse/telemetry';
import { ToldSpan } from '@gatehouse/telemetry/testing';
import { expect, test, vi } from 'vitest';
import { withSpans } from './statement-spans.ts';

const tracing: Tracing = {
  begin: (name, attributes) => new ToldSpan(name, 'server', attributes),
  shutdown: async () => undefined,
};

test('a statement of a request is a span by its name, with the code of what went wrong alone', () => {
  const request = new ToldSpan('POST token', 'server');
  const ended = vi.fn();
  const onStatement = withSpans(tracing, () => ended);
  const error = Object.assign(new Error('of canary'), { code: '22P02' });
  withinSpan(request, () => {
    onStatement('test_read')?.();
    onStatement('test_wrong')?.(error);
  });
  expect(request.parts).toMatchObject([
    {
      name: 'test_read',
      kind: 'client',
      attributes: { 'db.system.name': 'postgresql', 'db.query.summary': 'test_read' },
      ended: 'ok',
    },
    { name: 'test_wrong', ended: '22P02' },
  ]);
  expect(JSON.stringify(request.parts)).not.toContain('canary');
  expect(ended.mock.calls).toEqual([[undefined], [error]]);
});

test('a statement that no traced request asked for is none, and is listened to all the same', () => {
  const ended = vi.fn();
  const listener = () => ended;
  expect(withSpans(tracing, listener)('test_sweep')).toBe(ended);
  expect(withSpans(undefined, listener)).toBe(listener);
});
