import { describe, expect, test } from 'vitest';
import { Environment } from './environment.ts';
import { defaultHosts, defaultPort, machineAddresses, readHosts } from './listening.ts';

const both = ['127.0.0.1', '::1', '192.0.2.7'];
const ipv4 = ['127.0.0.1', '192.0.2.7'];

describe('without being told', () => {
  test.each([
    [false, both, ['127.0.0.1', '::1']],
    [false, ipv4, ['127.0.0.1']],
    [true, both, ['::']],
    [true, ipv4, ['0.0.0.0']],
  ])('in production (%s) a machine with %j listens on %j', (production, addresses, hosts) => {
    expect(defaultHosts(production, addresses)).toEqual(hosts);
  });

  test('the port is that of the URL, in production a fixed one', () => {
    expect(defaultPort(new URL('http://localhost:9000'), false, 3000)).toBe(9000);
    expect(defaultPort(new URL('http://localhost'), false, 3000)).toBe(80);
    expect(defaultPort(new URL('https://localhost'), false, 3000)).toBe(443);
    expect(defaultPort(new URL('https://auth.example.com:8443'), true, 3000)).toBe(3000);
  });
});

describe('told', () => {
  const read = (HOST: string) => {
    const environment = new Environment({ HOST });
    return { hosts: readHosts(environment, 'HOST', both), faults: environment.faults };
  };

  test.each([
    ['', undefined],
    ['all', ['::']],
    ['localhost', ['127.0.0.1', '::1']],
    ['192.0.2.7, localhost', ['192.0.2.7', '127.0.0.1', '::1']],
  ])('%j it is %j', (text, hosts) => {
    expect(read(text).hosts).toEqual(hosts);
    expect(read(text).faults.isEmpty).toBe(true);
  });

  test.each(['example.com', '192.0.2.7:80', 'http://localhost', '*'])('%s is a fault', (text) => {
    expect(() => read(text).faults.throwIfAny()).toThrow(
      `HOST holds "${text}". It takes IP addresses of this machine, localhost, or all.`,
    );
  });
});

test('the addresses of this machine hold its loopback', () => {
  expect(machineAddresses()).toContain('127.0.0.1');
});
