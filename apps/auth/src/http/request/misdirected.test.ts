import { Registry } from '@prometheus-io/client';
import { beforeEach, describe, expect, test } from 'vitest';
import { createLogger } from '../../events/logger.ts';
import { type Misdirected, misdirected } from './misdirected.ts';
import { isHostOf } from './own-host.ts';

describe('a host is that of https://auth.example', () => {
  const url = new URL('https://auth.example');

  test.each([
    'auth.example',
    'AUTH.Example',
    'auth.example:443',
    'Auth.Example:443',
    'auth.example:',
  ])('as %s', (host) => {
    expect(isHostOf(url, host)).toBe(true);
  });

  test.each([
    'auth.example:80',
    'auth.example:8443',
    'auth.example:0443',
    'auth.example:443:443',
    'auth.example.',
    'auth.example.:443',
    'a.auth.example',
    'auth.example.evil',
    'xauth.example',
    'evil@auth.example',
    'auth.example@evil',
    'auth.example/',
    'auth.example?x',
    'auth.example#x',
    'auth.example, evil',
    'evil, auth.example',
    '%61uth.example',
    'auth.example:443/x',
    ' ',
    '',
    'auth.example\\evil',
    'auth.ex\u0430mple',
    'auth.example:٤٤٣',
    '[auth.example]',
    undefined,
  ])('not as %j', (host) => {
    expect(isHostOf(url, host)).toBe(false);
  });
});

test.each([
  ['http://auth.example', 'auth.example:80', true],
  ['http://auth.example', 'auth.example:443', false],
  ['https://auth.example:8443', 'auth.example:8443', true],
  ['https://auth.example:8443', 'auth.example', false],
  ['https://auth.example:8443', 'auth.example:443', false],
  ['http://localhost:3000', 'LOCALHOST:3000', true],
  ['http://localhost:3000', 'localhost', false],
  ['http://[::1]', '[::1]:80', true],
  ['http://[::1]:3000', '[::1]:3000', true],
  ['https://xn--bcher-kva.example', 'XN--BCHER-KVA.example:443', true],
])('%s is asked as %s: %j', (url, host, expected) => {
  expect(isHostOf(new URL(url), host)).toBe(expected);
});

describe('a request for another host', () => {
  let lines: string[];
  let now: number;
  let registry: Registry;
  let tell: Misdirected;
  beforeEach(() => {
    lines = [];
    now = 0;
    registry = new Registry();
    const logger = createLogger('info', { write: (line: string) => void lines.push(line) });
    const publicUrl = new URL('https://auth.example');
    tell = misdirected({ publicUrl, logger, registry, now: () => now });
  });
  const last = () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown>;

  test('is told with both names and what to do', () => {
    tell({ headers: { host: 'gatehouse:3000' } }, 'a request');
    expect(last()).toMatchObject({
      level: 40,
      id: 'a request',
      received: 'gatehouse:3000',
      expected: 'auth.example',
      msg: 'PUBLIC_URL is https://auth.example, and a request came for "gatehouse:3000": set PUBLIC_URL to the address that people use, or have the proxy in front pass Host on as it came',
    });
  });

  test('says so where a proxy has put the right one elsewhere', () => {
    tell({ headers: { host: 'gatehouse:3000', 'x-forwarded-host': 'auth.example:443' } });
    expect(last().msg).toContain('X-Forwarded-Host alone, which is not read');
  });

  test('is told once a minute for each name, of ten names at most, and counted always', async () => {
    for (let n = 0; n < 50; n += 1) tell({ headers: { host: `host-${n % 20}` } });
    expect(lines).toHaveLength(10);
    now = 59_999;
    tell({ headers: { host: 'host-1' } });
    expect(lines).toHaveLength(10);
    now = 60_000;
    tell({ headers: { host: 'host-1' } });
    expect(lines).toHaveLength(11);
    expect(await registry.metrics()).toContain('gatehouse_misdirected_requests_total 52');
  });

  test('has no more of its name told than a name has, and nothing that a terminal acts on', () => {
    tell({ headers: { host: `\u009b31m"${'x'.repeat(5_000)}` } });
    expect(lines[0]!.length).toBeLessThan(600);
    expect(lines[0]).not.toContain('\u009b');
    expect(last().msg).toContain('\\"xxx');
  });

  test('is counted from the start', async () => {
    expect(await registry.metrics()).toContain('gatehouse_misdirected_requests_total 0');
  });
});
