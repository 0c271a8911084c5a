import { withinSpan } from '@gatehouse/telemetry';
import { ToldSpan } from '@gatehouse/telemetry/testing';
import { expect, test } from 'vitest';
import { statementSpans } from './statement-spans.ts';

test('a statement of a request is a span by its name, with the code of what went wrong alone', () => {
  const request = new ToldSpan('POST token', 'server');
  withinSpan(request, () => {
    statementSpans('test_read')?.();
    statementSpans('test_wrong')?.(Object.assign(new Error('of canary'), { code: '22P02' }));
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
});

test('a statement that no traced request asked for is none', () => {
  expect(statementSpans('test_sweep')).toBeUndefined();
});
