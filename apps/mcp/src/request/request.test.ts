import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';

import { correlation, currentRequest, noteRefusal, withRequest } from './request.ts';

const start = (serve: () => unknown) =>
  withRequest({ trace: undefined, hasLine: true }, () => void serve());

it('two requests at a time have each their own', async () => {
  const ids = new Set<string | undefined>();
  const ended = [1, 2].map(
    () =>
      new Promise<void>((resolve) => {
        start(async () => {
          const before = currentRequest()?.id;
          await delay(1);
          ids.add(currentRequest()?.id);
          expect(currentRequest()?.id).toBe(before);
          resolve();
        });
      }),
  );
  await Promise.all(ended);
  expect(ids.size).toBe(2);
  expect(currentRequest()).toBeUndefined();
});

it('what goes on after the answer is of no request: a poll carries nobody’s ids', async () => {
  const later = Promise.withResolvers<unknown>();
  start(() => {
    const request = currentRequest()!;
    expect(correlation()['x-request-id']).toBe(request.id);
    setTimeout(() => later.resolve([currentRequest(), correlation()]), 1);
    request.isAnswered = true;
    noteRefusal('token_expired');
    expect(request.refused).toBeUndefined();
  });
  expect(await later.promise).toEqual([undefined, {}]);
});

it('all that a request asks carries one trace, made where none came in', () => {
  start(() => {
    const traces = [correlation(), correlation()].map(({ traceparent = '' }) => traceparent);
    const [one = '', other = ''] = traces.map((header) => header.split('-')[1]);
    expect(one).toMatch(/^[\da-f]{32}$/);
    expect(other).toBe(one);
    expect(traces[0]).not.toBe(traces[1]);
    expect(currentRequest()?.trace?.traceId).toBe(one);
  });
});
