import { expect, test } from 'vitest';
import { viewing } from '../storage/testing/fixtures.ts';
import { unsaidKinds } from './unsaid-kinds.ts';

const unsaid = { ...viewing('Do it'), kind: 'change', kindGiven: false } as const;
const resource = (source: 'environment' | 'operator', scopes: object) => ({
  resource: `https://${source}.example/mcp`,
  name: 'A server',
  scopes: { ...scopes },
  aliases: [],
  accessTokenAlg: 'ES256' as const,
  source,
  created_at: new Date(0),
});

test('scopes of no kind are named with where to say it, and the others are not', () => {
  const known = { read: viewing('Read') };
  expect(unsaidKinds([resource('environment', known)])).toEqual([]);
  const [configured, added, ...others] = unsaidKinds([
    resource('environment', { ...known, send: unsaid, pay: unsaid }),
    resource('operator', { send: unsaid }),
  ]);
  expect(others).toEqual([]);
  expect(configured).toMatch(/https:\/\/environment\.example\/mcp .+: send, pay; .+ RESOURCES$/);
  expect(added).toMatch(/https:\/\/operator\.example\/mcp .+: send; .+resources set`$/);
});
