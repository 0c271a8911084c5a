import { expect, test } from 'vitest';
import type { Event } from './event.ts';
import { eventLog } from './event-log.ts';
import type { Listener } from './events.ts';

const WHO = { clientId: 'a client', userId: 'a person', grantId: 'a grant' };

function watch(isOn: boolean | 'warn' = true) {
  const told = new Set<Event>();
  const lines: [string, object, string][] = [];
  const writes = (level: string) => (figures: object, sentence: string) =>
    void lines.push([level, JSON.parse(JSON.stringify(figures)) as object, sentence]);
  const log = {
    info: writes('info'),
    warn: writes('warn'),
    isLevelEnabled: (level: string) => isOn === level || isOn === true,
  };
  return { lines, told, tell: eventLog(log, told) };
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

test('so have clients that register themselves, which anybody may do', () => {
  const { lines, tell } = watch();
  for (let times = 0; times < 100; times += 1) {
    from(tell, { type: 'client_registered', clientId: `client ${times}`, kind: 'dynamic' });
  }
  expect(lines).toHaveLength(10);
  from(tell, { type: 'client_registered', clientId: 'a client', kind: 'operator' });
  expect(lines).toHaveLength(11);
});

test('and clients with documents, whoever names them: those that are refused, too', () => {
  const { lines, tell } = watch();
  for (let times = 0; times < 100; times += 1) {
    const clientId = `https://client.example/${times}`;
    from(tell, { type: 'client_registered', clientId, kind: 'document' });
    from(tell, { type: 'client_document', clientId, outcome: 'refused', reason: 'unreachable' });
    from(tell, { type: 'client_document', clientId, outcome: 'unchanged' });
  }
  expect(lines).toHaveLength(20);
  const clientId = 'https://client.example/x';
  const why = { reason: 'status', detail: '403' } as const;
  from(tell, { type: 'client_document', clientId, outcome: 'last_good', ...why });
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)?.[1]).toMatchObject({
    event: 'client_document',
    client_id: clientId,
    ...why,
  });
});

test.each(['successor', 'superseded'] as const)(
  'so has a used token that comes back again and again (%s), for each grant',
  (outcome) => {
    const { lines, tell } = watch();
    const returned = {
      type: 'token_returned',
      presented: 'refresh_token',
      outcome,
      ...WHO,
    } as const;
    for (let times = 0; times < 100; times += 1) from(tell, returned);
    expect(lines).toHaveLength(10);
    from(tell, { ...returned, grantId: 'another grant' });
    expect(lines).toHaveLength(11);
  },
);

test('an event is noted as told where it has its line, and no other', () => {
  const { lines, told, tell } = watch();
  const all = Array.from(
    { length: 12 },
    (): Event => ({ type: 'limited', limit: 'registrations' }),
  );
  for (const event of all) from(tell, event);
  expect([...told]).toEqual(all.slice(0, lines.length));
  const silent = watch(false);
  for (const event of all) from(silent.tell, event);
  expect(silent.told.size).toBe(0);
});

test('what succeeds has its line however often', () => {
  const { lines, tell } = watch();
  const issued: Event = { type: 'tokens_issued', grantType: 'refresh_token', ...WHO };
  for (let times = 0; times < 100; times += 1) from(tell, issued);
  expect(lines).toHaveLength(100);
});

test('a sweep has a line where it removed something, or could not', () => {
  const { lines, tell } = watch();
  from(tell, { type: 'swept', outcome: 'done', removed: { artifacts: 0 }, duration: 3 });
  from(tell, { type: 'swept', outcome: 'stopped', removed: {}, duration: 3 });
  expect(lines).toEqual([]);
  from(tell, { type: 'swept', outcome: 'done', removed: { artifacts: 2 }, duration: 3 });
  from(tell, { type: 'swept', outcome: 'slow', removed: {}, duration: 3 });
  expect(lines.map(([, , sentence]) => sentence)).toEqual([
    'expired rows were removed',
    'a sweep of expired rows ended early, as the database is slow',
  ]);
});

test('a silent log is told nothing', () => {
  const { lines, tell } = watch(false);
  from(tell, { type: 'signed_out' });
  expect(lines).toEqual([]);
});

test('a log of warnings has those of events that warn, and makes nothing for the others', () => {
  const { lines, tell } = watch('warn');
  const unread = { type: 'tokens_issued', ...WHO } as const;
  const grantType = { get: () => expect.unreachable('a line is made') };
  from(tell, Object.defineProperty(unread, 'grantType', grantType) as unknown as Event);
  const upstream = {
    type: 'upstream_failed',
    provider: 'github',
    code: 'denied',
    message: 'm',
    toldBy: 'provider',
  } as const;
  from(tell, { ...upstream, concerns: 'person' });
  from(tell, { ...upstream, concerns: 'operator', code: 'policy' });
  const returned = { type: 'token_returned', presented: 'code', ...WHO } as const;
  from(tell, { ...returned, outcome: 'successor' });
  from(tell, { ...returned, outcome: 'revoked' });
  expect(
    lines.map(([level, { event }]: [string, { event?: string }, string]) => [level, event]),
  ).toEqual([
    ['warn', 'upstream_failed'],
    ['warn', 'token_returned'],
  ]);
});
