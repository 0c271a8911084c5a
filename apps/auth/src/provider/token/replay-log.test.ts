import { Registry } from '@prometheus-io/client';
import { expect, test } from 'vitest';
import { replayLog } from './replay-log.ts';

const WHO = { clientId: 'a client', userId: 'a person', grantId: 'a grant' };

function watch() {
  const registry = new Registry();
  const lines: unknown[] = [];
  const tell = replayLog({ warn: (...line: unknown[]) => void lines.push(line) }, registry);
  return { registry, lines, tell };
}

test('every used token that comes back is counted, from zero on', async () => {
  const { registry, lines, tell } = watch();
  const counted = async () =>
    (await registry.metrics()).split('\n').filter((line) => /^gatehouse_\w+\{/.test(line));
  expect(await counted()).toEqual([
    'gatehouse_returned_tokens_total{presented="refresh_token",outcome="successor"} 0',
    'gatehouse_returned_tokens_total{presented="refresh_token",outcome="superseded"} 0',
    'gatehouse_returned_tokens_total{presented="refresh_token",outcome="revoked"} 0',
    'gatehouse_returned_tokens_total{presented="code",outcome="revoked"} 0',
  ]);
  tell({ ...WHO, presented: 'RefreshToken', outcome: 'successor', usedAgo: 3 });
  tell({ ...WHO, presented: 'RefreshToken', outcome: 'superseded', usedAgo: 3 });
  tell({ ...WHO, presented: 'RefreshToken', outcome: 'superseded', usedAgo: 3 });
  expect((await counted()).map((line) => line.at(-1))).toEqual(['1', '2', '0', '0']);
  expect(lines).toEqual([]);
});

test('a revocation has a line that says whose it was, and why', () => {
  const { lines, tell } = watch();
  tell({ ...WHO, presented: 'RefreshToken', outcome: 'revoked', usedAgo: 431.7 });
  tell({ ...WHO, presented: 'AuthorizationCode', outcome: 'revoked' });
  const who = { client_id: 'a client', user_id: 'a person', grant_id: 'a grant', reason: 'replay' };
  expect(lines).toEqual([
    [
      { ...who, presented: 'refresh_token', used_seconds_ago: 432 },
      expect.stringContaining('its grant was revoked'),
    ],
    [{ ...who, presented: 'code' }, expect.stringContaining('was revoked')],
  ]);
});
