import { describe, expect, test } from 'vitest';
import { isAddressOf, isLoopbackHost, isThisComputer, isUnspecifiedHost } from './hosts.ts';

const hostOf = (uri: string) => new URL(uri).hostname;

describe('this computer', () => {
  test.each(['https://127.0.0.1/', 'https://[::1]:5/', 'https://LOCALHOST/', 'https://0x7f.1/'])(
    'is %s, where a program may wait for its answer',
    (uri) => {
      expect(isThisComputer(hostOf(uri))).toBe(true);
      expect(isLoopbackHost(hostOf(uri))).toBe(true);
    },
  );

  test.each([
    'https://127.0.0.2:5/',
    'https://127.255.255.254/',
    'https://foo.localhost/',
    'https://a.b.LOCALHOST./',
    'https://localhost./',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f80:3]/',
    'https://0.0.0.0/',
    'https://0/',
    'https://[::]/',
    'https://[::ffff:0.0.0.0]/',
  ])('is %s, which gets no liberties for that', (uri) => {
    expect(isThisComputer(hostOf(uri))).toBe(true);
    expect(isLoopbackHost(hostOf(uri))).toBe(false);
  });

  test.each([
    'https://localhost.example/',
    'https://127.0.0.1.example/',
    'https://notlocalhost/',
    'https://128.0.0.1/',
    'https://[::2]/',
    'https://[::ffff:8.8.8.8]/',
  ])('is not %s', (uri) => {
    expect(isThisComputer(hostOf(uri))).toBe(false);
  });

  test('is what the unspecified address leads to', () => {
    expect(isUnspecifiedHost('0.0.0.0')).toBe(true);
    expect(isUnspecifiedHost('127.0.0.1')).toBe(false);
  });
});

describe('an address of a server', () => {
  test.each([
    ['https://auth.example/', 'https://auth.example'],
    ['https://auth.example/auth?client_id=x', 'https://auth.example'],
    ['HTTPS://AUTH.example:443/x', 'https://auth.example'],
    ['https://auth.example./', 'https://auth.example'],
    ['https://%61uth.example/', 'https://auth.example'],
    ['https://auth.example:8443/cb', 'https://auth.example:8443'],
    ['http://localhost:3000/auth', 'http://localhost:3000'],
    ['http://127.0.0.1:3000/auth', 'http://localhost:3000'],
    ['http://127.1:3000/auth', 'http://localhost:3000'],
    ['http://[::1]:3000/auth', 'http://127.0.0.1:3000'],
    ['http://localhost:80/', 'http://[::1]'],
    ['https://foo.localhost/', 'https://foo.localhost'],
  ])('%s is one of %s', (address, server) => {
    expect(isAddressOf(address, server)).toBe(true);
  });

  test.each([
    ['https://auth.example:8443/', 'https://auth.example'],
    ['https://app.example/', 'https://auth.example'],
    ['https://auth.example.evil.example/', 'https://auth.example'],
    ['https://app.localhost/', 'https://auth.localhost'],
    ['http://localhost:3001/', 'http://localhost:3000'],
    ['https://localhost:3000/', 'http://localhost:3000'],
    ['com.example.app://auth.example/', 'https://auth.example'],
  ])('%s is none of %s', (address, server) => {
    expect(isAddressOf(address, server)).toBe(false);
  });
});
