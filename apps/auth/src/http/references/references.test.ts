import type { ServerResponse } from 'node:http';
import { Registry } from '@prometheus-io/client';
import { beforeEach, describe, expect, test } from 'vitest';
import { createLogger } from '../../events/logger.ts';
import { serveRequest, servedRequest } from '../../provider/request.ts';
import { REASONS } from './incident.ts';
import { type Refer, references } from './references.ts';
import { ToldLately } from '../../events/told-lately.ts';

const INCIDENT = { reason: 'stale_interaction', status: 400 } as const;

/** An answer as Express and the library hand it over. */
function answer(ip: string, requestId = 'the request'): ServerResponse {
  const req = { ip, originalUrl: '/interaction/x?code=secret&state=secret' };
  return { locals: { requestId }, req } as unknown as ServerResponse;
}

describe('a page that says what went wrong', () => {
  let lines: string[];
  let registry: Registry;
  let now: number;
  let refer: Refer;
  const make = (level: string) => {
    lines = [];
    registry = new Registry();
    const logger = createLogger(level, { write: (line: string) => void lines.push(line) });
    refer = references({ logger, registry, now: () => now });
  };
  beforeEach(() => {
    now = 0;
    make('info');
  });
  const told = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const figure = async (reason: string, reference: string) =>
    new RegExp(
      String.raw`gatehouse_error_pages_total\{reason="${reason}",reference="${reference}"\} (\d+)`,
    ).exec(await registry.metrics())?.[1];

  test('shows the reference of its one line, which names the request, too', () => {
    const reference = refer(answer('203.0.113.7'), { ...INCIDENT, detail: 'other_browser' });
    expect(told()).toEqual([
      {
        level: 30,
        time: expect.any(String) as string,
        reference,
        id: 'the request',
        endpoint: 'interaction',
        reason: 'stale_interaction',
        status: 400,
        detail: 'other_browser',
        msg: 'a page with a reference was shown',
      },
    ]);
    expect(lines.join('')).not.toContain('secret');
    expect(lines.join('')).not.toContain('203.0.113.7');
  });

  test('names the client and the person that the request has come to know', () => {
    serveRequest(() => {
      servedRequest().about = { clientId: 'client_a', userId: 'usr_b' };
      refer(answer('203.0.113.7'), INCIDENT);
    });
    expect(told()).toMatchObject([{ client_id: 'client_a', user_id: 'usr_b' }]);
  });

  test.each([
    ['client_0123456789abcdefghij-_', 'client_0123456789abcdefghij-_'],
    ['ada@example.com', undefined],
    ['client_0123456789abcdefghij-_\n{}', undefined],
    [['client_0123456789abcdefghij-_'], undefined],
    ['client_012345', 'client_012345'],
    [`client_${'0'.repeat(65)}`, undefined],
    ['https://app.example/client.json', 'https://app.example/client.json'],
    ['https://app.example/client.json?key=secret', undefined],
    ['https://ada:secret@app.example/', undefined],
    ['http://app.example/client.json', undefined],
    [`https://app.example/${'x'.repeat(200)}`, undefined],
  ])('names a client that is not there, if its id can be one of ours: %j', (asked, named) => {
    serveRequest(() => {
      servedRequest().ctx = { oidc: { params: { client_id: asked } } } as never;
      refer(answer('203.0.113.7'), INCIDENT);
    });
    expect(told()[0]?.client_id).toBe(named);
  });

  test.each([
    ['invalid_target', 'https://Elsewhere.example/mcp/', 'https://Elsewhere.example/mcp/'],
    ['invalid_target', 'https://elsewhere.example/?key=secret', 'https://elsewhere.example/?...'],
    ['invalid_target', 'https://ada:secret@elsewhere.example/', undefined],
    ['invalid_target', '/mcp', undefined],
    ['invalid_target', ['https://a.example/', 'https://b.example/'], undefined],
    ['invalid_scope', 'https://elsewhere.example/', undefined],
  ])('of %s names the resource that was asked for: %j', (error, resource, named) => {
    serveRequest(() => {
      servedRequest().ctx = { oidc: { params: { resource } } } as never;
      refer(answer('203.0.113.7'), { reason: 'held_error', error, status: 400 });
    });
    expect(told()[0]?.resource).toBe(named);
    expect(lines.join('')).not.toContain('secret');
  });

  test('has no reference past ten in a minute for a reason and an address, and is counted', async () => {
    const shown = (
      ip: string,
      reason: 'stale_interaction' | 'browser_mismatch' = 'stale_interaction',
    ) => refer(answer(ip), { reason, status: 400 }) !== undefined;
    const eleven = Array.from({ length: 11 }, () => shown('2001:db8:1:2::1'));
    expect(eleven).toEqual([...Array<boolean>(10).fill(true), false]);
    expect(shown('2001:db8:1:2:ffff::9')).toBe(false);
    expect(shown('2001:db8:1:3::1')).toBe(true);
    expect(shown('2001:db8:1:2::1', 'browser_mismatch')).toBe(true);
    expect(lines).toHaveLength(12);
    expect(await figure('stale_interaction', 'shown')).toBe('11');
    expect(await figure('stale_interaction', 'withheld')).toBe('2');
    now = 59_999;
    expect(shown('2001:db8:1:2::1')).toBe(false);
    now = 60_000;
    expect(shown('2001:db8:1:2::1')).toBe(true);
  });

  test('has no reference where the log is told not to have its line', async () => {
    make('warn');
    expect(refer(answer('203.0.113.7'), INCIDENT)).toBeUndefined();
    expect(lines).toEqual([]);
    expect(await figure('stale_interaction', 'withheld')).toBe('1');
  });

  test('has its figure from the start, for every reason', async () => {
    for (const reason of REASONS) {
      expect(await figure(reason, 'shown')).toBe('0');
      expect(await figure(reason, 'withheld')).toBe('0');
    }
  });
});

test('no more is remembered than there is room for, and the least lately seen goes first', () => {
  const lately = new ToldLately({ now: () => 0, perMinute: 1, capacity: 3 });
  const is = (n: number) => lately.isFew('reason', `203.0.113.${n}`);
  expect([is(1), is(2), is(3), is(1)]).toEqual([true, true, true, false]);
  expect(is(4)).toBe(true);
  expect(lately.size).toBe(3);
  expect(is(1)).toBe(false);
  expect(is(2)).toBe(true);
});
