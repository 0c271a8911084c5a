import { describe, expect, it } from 'vitest';

import { isLoopback, isPrivateHttpUrl, isSecureUrl } from './secure-url.ts';

describe('a URL that tokens and keys may travel to', () => {
  it.each([
    'https://example.com',
    'https://example.com:8443/path?x',
    'http://localhost:3000',
    'http://127.0.0.1',
    'http://127.1/', // the URL parser writes it out
    'http://[::1]:8000/mcp',
    'http://app.localhost',
  ])('can be %s', (url) => {
    expect(isSecureUrl(url)).toBe(true);
  });

  it.each([
    'http://example.com',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'https://user@example.com',
    'http://127.0.0.1@evil.example',
    'ftp://localhost',
    'file:///etc/passwd',
    'example.com',
    '',
  ])('cannot be %s', (url) => {
    expect(isSecureUrl(url)).toBe(false);
  });
});

it('a host name that only contains a loopback name is not loopback', () => {
  expect(['localhost', '[::1]', '127.8.9.10'].every(isLoopback)).toBe(true);
  expect(['notlocalhost', 'localhost.com', '128.0.0.1', '0.0.0.0'].some(isLoopback)).toBe(false);
});

describe('an http URL that keys may be fetched from where the options say so', () => {
  it.each([
    'http://keycloak:8080/realms/staff/protocol/openid-connect/certs',
    'http://auth:3000/jwks',
    'http://10.1.2.3/jwks',
    'http://172.31.0.1/jwks',
    'http://192.168.0.10:8080/jwks',
    'http://[fd00::1]/jwks',
    'http://auth.internal/jwks',
    'http://keycloak.prod.svc/jwks',
    'http://keycloak.prod.svc.cluster.local/jwks',
  ])('can be %s', (url) => {
    expect(isPrivateHttpUrl(url)).toBe(true);
  });

  it.each([
    'http://auth.example.com/jwks',
    'http://keycloak.internal.evil.example/jwks',
    'http://172.32.0.1/jwks',
    'http://11.0.0.1/jwks',
    'http://169.254.169.254/jwks', // where clouds keep credentials
    'http://192.169.0.1/jwks',
    'http://1/jwks', // 0.0.0.1
    'http://[2001:db8::1]/jwks',
    'http://[fc::1]/jwks', // 00fc::1
    'http://[fd0::1]/jwks', // 0fd0::1
    'http://[::ffff:8.8.8.8]/jwks',
    'http://user@auth/jwks',
    'https://auth/jwks',
    'ftp://auth/jwks',
    'auth/jwks',
    '',
  ])('cannot be %s', (url) => {
    expect(isPrivateHttpUrl(url)).toBe(false);
  });
});
