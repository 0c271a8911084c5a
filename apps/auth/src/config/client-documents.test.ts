import { randomBytes } from 'node:crypto';
import { ConfigurationError } from '@gatehouse/environment';
import { expect, test } from 'vitest';
import { loadConfig } from './load-config.ts';

const load = (env: Record<string, string> = {}) =>
  loadConfig(env, { directory: '/nowhere', addresses: ['127.0.0.1', '::1'] });
const key = () => randomBytes(32).toString('base64');
const KEYS = { ENCRYPTION_KEYS: key(), COOKIE_KEYS: key() };

function faults(env: Record<string, string>): string {
  try {
    load({ ...KEYS, ...env });
    return '';
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
}

test('documents are read of everybody, unless told', () => {
  const { clientDocuments } = load(KEYS);
  expect(clientDocuments).toEqual({
    enabled: true,
    domains: [],
    deniedDomains: [],
    loopback: true,
  });
});

test('of some domains, or not of some', () => {
  const { clientDocuments } = load({
    ...KEYS,
    CLIENT_DOCUMENT_DOMAINS: 'Claude.AI, chatgpt.com claude.ai',
    CLIENT_DOCUMENT_DENIED_DOMAINS: 'evil.chatgpt.com',
  });
  expect(clientDocuments.domains).toEqual(['claude.ai', 'chatgpt.com']);
  expect(clientDocuments.deniedDomains).toEqual(['evil.chatgpt.com']);
});

test.each([
  'https://claude.ai',
  '*.claude.ai',
  'claude.ai/oauth',
  'localhost',
  'com',
  'cläude.ai',
  '.claude.ai',
  'claude.ai:443',
  '127.0.0.1.',
])('%s is no domain', (entry) => {
  for (const list of ['CLIENT_DOCUMENT_DOMAINS', 'CLIENT_DOCUMENT_DENIED_DOMAINS']) {
    expect(faults({ [list]: entry })).toContain(list);
  }
});

test('lists that say nothing, or against one another, are faults', () => {
  expect(faults({ CLIENT_DOCUMENTS: 'off', CLIENT_DOCUMENT_DOMAINS: 'claude.ai' })).toContain(
    'is set, but CLIENT_DOCUMENTS is off',
  );
  expect(
    faults({
      CLIENT_DOCUMENT_DOMAINS: 'app.claude.ai',
      CLIENT_DOCUMENT_DENIED_DOMAINS: 'claude.ai',
    }),
  ).toContain('shuts out');
  expect(faults({ CLIENT_DOCUMENTS: 'yes' })).toContain('CLIENT_DOCUMENTS');
});

test('nothing on this machine is read by a server that others can reach', () => {
  const production = {
    ...KEYS,
    PUBLIC_URL: 'https://auth.example.com',
    DATABASE_URL: 'postgres://gatehouse@db.example/gatehouse',
    RESOURCES: '[{"resource":"https://mcp.example.com/mcp"}]',
    GITHUB_CLIENT_ID: 'id',
    GITHUB_CLIENT_SECRET: 'secret',
    ADMIT: 'ada@example.com',
    TRUST_PROXY: 'no',
  };
  const { clientDocuments } = load(production);
  expect(clientDocuments.loopback).toBe(false);
});
