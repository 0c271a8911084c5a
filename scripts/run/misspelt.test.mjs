import { expect, test } from 'vitest';
import { misspeltCredentials } from './misspelt.mjs';

/** @param {Record<string, string>} env */
const look = (env) => misspeltCredentials({ node: process.execPath, env });

test('credentials under a wrong name are named with the right one, and without their values', () => {
  expect(look({ GITHUB_CLIENTID: 'not-told', GH_CLIENT_SECRET: 'not-told' })).toEqual([
    'GITHUB_CLIENTID is set, and nothing reads it: name it GITHUB_CLIENT_ID to sign in with the real provider.',
    'GH_CLIENT_SECRET is set, and nothing reads it: name it GITHUB_CLIENT_SECRET to sign in with the real provider.',
  ]);
});

test('nothing is said of names that are of others, empty or right', () => {
  const env = { GITHUB_TOKEN: 'x', AUTH_CLIENT_ID: 'x', GITHUB_CLIENTID: '', PUBLIC_URLS: 'x' };
  expect(look(env)).toEqual([]);
  expect(look({ GITHUB_CLIENTID: 'x', GITHUB_CLIENT_ID: 'x' })).toEqual([]);
});
