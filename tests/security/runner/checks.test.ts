/** What the runner checks beside the words of a row has to be able to fail. */
import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { whatLogsTell } from './attack.ts';
import { openCanary } from './canary.ts';
import { changesBetween, type Snapshot } from './rows-changed.ts';
import { inWords } from './words.ts';

const SECRETS = new Set(['canary-of-this-test']);
const FAILED = '{"level":50,"path":"/token","status":500}';

test('a secret in the log is told, and so is a request that ended in 5xx', () => {
  expect(whatLogsTell('{"token":"canary-of-this-test"}', SECRETS, false)).toHaveLength(1);
  expect(whatLogsTell(`${FAILED}\n{"status":400}`, SECRETS, false)).toEqual([FAILED]);
  expect(whatLogsTell(FAILED, SECRETS, true)).toEqual([]);
  expect(whatLogsTell('{"status":400}', SECRETS, false)).toEqual([]);
});

test('a connection to the canary is counted, though nothing was sent', async () => {
  const canary = await openCanary();
  const socket = connect(Number(new URL(canary.url).port), '127.0.0.1');
  socket.resume();
  await once(socket, 'close');
  expect(canary.connections()).toBe(1);
  canary.close();
});

test('rows that were added, taken away or changed are told by table', () => {
  const at = (count: number, digest: string): Snapshot => new Map([['grants', { count, digest }]]);
  expect(changesBetween(at(1, 'a'), at(1, 'a'))).toBe('nothing');
  expect(changesBetween(at(1, 'a'), at(1, 'b'))).toBe('grants changed');
  expect(changesBetween(at(1, 'a'), at(3, 'b'))).toBe('grants +2');
  expect(changesBetween(at(3, 'a'), at(1, 'b'))).toBe('grants -2');
});

test('one spelling that comes to something else shows', () => {
  expect(inWords({ one: '400', two: '400' })).toBe('400');
  expect(inWords({ one: '400', two: '200' })).toBe('one: 400; two: 200');
});
