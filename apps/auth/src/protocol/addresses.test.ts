import { describe, expect, test } from 'vitest';
import { addressOf, endpointAt, kindAt, placeIn } from './addresses.ts';
import { allEndpoints, ENDPOINTS } from './endpoints.ts';

describe('the table of endpoints', () => {
  test('has each path once', () => {
    const paths = allEndpoints.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  test('has one kind for all that begins alike, so that a rule holds for what lies below', () => {
    for (const { path, kind } of allEndpoints) expect([path, kindAt(path)]).toEqual([path, kind]);
  });

  test('finds each endpoint at its own address', () => {
    for (const { name, path } of allEndpoints) {
      expect(endpointAt(path.replace(/:\w+/g, 'a-b_1'))).toBe(name);
    }
    expect(endpointAt('/assets/gatehouse-3e82.css')).toBe('asset');
  });

  test.each([
    '',
    '//',
    '/auth/',
    '/AUTH',
    '//auth',
    '/auth/a/b',
    '/auth/a.b',
    '/Token',
    '/token/',
    '/xwell-known/openid-configuration',
    '/.well-known/openid-configuration/',
    '/interaction/a/login/',
    '/interaction/a/b',
  ])('finds nothing at %j', (path) => {
    expect(endpointAt(path)).toBeUndefined();
  });
});

test.each([
  ['/auth/', 'step'],
  ['/interaction/x/nothing', 'step'],
  ['/callback', 'step'],
  ['/token/nothing', 'program'],
  ['/reg/client/nothing', 'program'],
  ['/.well-known/nothing', 'program'],
  ['/nothing', 'page'],
  ['/authority', 'page'],
  ['/tokens', 'page'],
])('%s counts as a %s, though nothing answers there', (path, kind) => {
  expect(endpointAt(path)).toBeUndefined();
  expect(kindAt(path)).toBe(kind);
});

test('an address is the path with its places filled in, and gives them back', () => {
  expect(addressOf(ENDPOINTS.signedIn, { uid: 'a-b' })).toBe('/interaction/a-b/signed-in');
  expect(addressOf(ENDPOINTS.home, {})).toBe('/');
  expect(placeIn(ENDPOINTS.resume, '/auth/a-b')).toBe('a-b');
  for (const other of [
    '/auth',
    '/auth/',
    '/auth/a/b',
    '/auth/a.b',
    '/x/auth/a',
    '/interaction/a',
  ]) {
    expect([other, placeIn(ENDPOINTS.resume, other)]).toEqual([other, undefined]);
  }
});
