import { expect, test } from 'vitest';
import { verificationOf } from './client-verification.ts';

const LOOPBACK = 'http://127.0.0.1:1/cb';
const SCHEME = 'com.example.app:/cb';
const HTTPS = 'https://app.example/cb';

test.each([
  ['operator', 'none', LOOPBACK, 'operator-unproven'],
  ['operator', 'none', 'https://localhost/cb', 'operator-unproven'],
  ['operator', 'none', SCHEME, 'operator-unproven'],
  ['operator', 'none', HTTPS, 'operator'],
  ['operator', 'client_secret_basic', LOOPBACK, 'operator'],
  ['operator', 'private_key_jwt', SCHEME, 'operator'],
  ['dynamic', 'none', LOOPBACK, 'unverified'],
  ['dynamic', 'client_secret_post', LOOPBACK, 'unverified'],
  ['dynamic', 'none', HTTPS, 'https-redirect'],
] as const)('a client of %s with %s at %s is %s', (kind, method, redirectUri, known) => {
  expect(verificationOf({ clientAuthMethod: method }, kind, redirectUri)).toBe(known);
});
