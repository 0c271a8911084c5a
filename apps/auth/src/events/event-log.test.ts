import { expect, test } from 'vitest';
import type { Event } from './event.ts';
import { eventLog } from './event-log.ts';
import type { Listener } from './events.ts';

const WHO = { clientId: 'a client', userId: 'a person', grantId: 'a grant' };

function watch(isOn = true) {
  const lines: [string, object, string][] = [];
  const writes = (level: string) => (figures: object, sentence: string) =>
    void lines.push([level, JSON.parse(JSON.stringify(figures)) as object, sentence]);
  const log = { info: writes('info'), warn: writes('warn'), isLevelEnabled: () => isOn };
  return { lines, tell: eventLog(log) };
}

const from = (tell: Listener, event: Event, address = '192.0.2.1') =>
  tell(event, { requestId: 'a request', traceId: 'a trace', address });

test('a line has the request, the trace, the event and what it is about, but no address', () => {
  const { lines, tell } = watch();
  from(tell, { type: 'tokens_issued', grantType: 'refresh_token', ...WHO });
  expect(lines).toEqual([
    [
      'info',
      {
        event: 'tokens_issued',
        id: 'a request',
        trace_id: 'a trace',
        grant_type: 'refresh_token',
        client_id: 'a client',
        user_id: 'a person',
        grant_id: 'a grant',
      },
      'tokens were issued',
    ],
  ]);
});

test('a revocation for a replay warns and says whose it was, and why', () => {
  const { lines, tell } = watch();
  const returned = { type: 'token_returned', outcome: 'revoked', ...WHO } as const;
  from(tell, { ...returned, presented: 'refresh_token', usedAgo: 431.7 });
  from(tell, { ...returned, presented: 'code' });
  const who = { client_id: 'a client', user_id: 'a person', grant_id: 'a grant', reason: 'replay' };
  expect(lines).toMatchObject([
    [
      'warn',
      { ...who, presented: 'refresh_token', used_seconds_ago: 432 },
      expect.stringContaining('its grant was revoked') as string,
    ],
    ['warn', { ...who, presented: 'code' }, expect.stringContaining('was revoked') as string],
  ]);
});

test('refusals of one reason and address have ten lines a minute, others lines of their own', () => {
  const { lines, tell } = watch();
  const refused = (error: string): Event => ({ type: 'request_refused', endpoint: 'token', error });
  for (let times = 0; times < 100; times += 1) from(tell, refused('invalid_grant'));
  expect(lines).toHaveLength(10);
  from(tell, refused('invalid_client'));
  from(tell, refused('invalid_grant'), '192.0.2.2');
  from(tell, { type: 'limited', limit: 'registrations' });
  expect(lines).toHaveLength(13);
});

test('what succeeds has its line however often', () => {
  const { lines, tell } = watch();
  const issued: Event = { type: 'tokens_issued', grantType: 'refresh_token', ...WHO };
  for (let times = 0; times < 100; times += 1) from(tell, issued);
  expect(lines).toHaveLength(100);
});

test('a silent log is told nothing', () => {
  const { lines, tell } = watch(false);
  from(tell, { type: 'signed_out' });
  expect(lines).toEqual([]);
});
