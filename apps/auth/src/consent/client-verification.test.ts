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
  expect(
    verificationOf({ clientId: 'client_1', clientAuthMethod: method }, kind, redirectUri),
  ).toBe(known);
});

test.each([
  ['https://claude.ai/oauth/client.json', 'https://claude.ai/api/cb', 'document'],
  ['https://claude.ai/oauth/client.json', 'https://api.claude.ai/cb', 'document'],
  ['https://claude.ai/oauth/client.json', 'https://claude.ai:8443/cb', 'document-elsewhere'],
  ['https://claude.ai/oauth/client.json', 'https://evilclaude.ai/cb', 'document-elsewhere'],
  [
    'https://claude.ai/oauth/client.json',
    'https://claude.ai.evil.example/cb',
    'document-elsewhere',
  ],
  ['https://claude.ai/oauth/client.json', 'https://claude.ai./cb', 'document-elsewhere'],
  ['https://api.claude.ai/client.json', 'https://claude.ai/cb', 'document-elsewhere'],
  ['https://xn--clude-5ve.ai/client.json', 'https://claude.ai/cb', 'document-elsewhere'],
  ['https://claude.ai/oauth/client.json', LOOPBACK, 'document-unproven'],
  ['https://claude.ai/oauth/client.json', 'https://localhost/cb', 'document-unproven'],
  ['https://localhost:9443/client.json', 'https://localhost:9443/cb', 'document-unproven'],
  ['https://claude.ai/oauth/client.json', SCHEME, 'document-unproven'],
])('a client described at %s that is answered at %s is %s', (clientId, redirectUri, known) => {
  for (const clientAuthMethod of ['none', 'private_key_jwt'] as const)
    expect(verificationOf({ clientId, clientAuthMethod }, 'document', redirectUri)).toBe(known);
});
