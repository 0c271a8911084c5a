import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LateCommits } from './late-commits.ts';
import { Watch } from './watch.ts';

const INTERVAL = 5_000;

let reached: string | undefined;
let looks: number;
let late: LateCommits;
let watch: Watch;
beforeEach(() => {
  vi.useFakeTimers();
  looks = 0;
  late = new LateCommits(undefined);
  watch = new Watch(late, () => {
    looks += 1;
    return Promise.resolve(reached);
  });
});
afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

function commitAt(serverUrl: string, since = performance.now()) {
  const connection = { serverUrl, cut: vi.fn<() => void>(() => late.settle(connection, 'lost')) };
  late.add(connection, since);
  return connection;
}

const look = (times: number) => vi.advanceTimersByTimeAsync(times * INTERVAL);

it('commits may wait for as long as their server is there', async () => {
  reached = 'one';
  const waiting = commitAt('one');
  await look(100);
  expect(waiting.cut).not.toHaveBeenCalled();
  expect(looks).toBe(100);
});

it('commits are given up when their server does not answer anybody new, three times in a row', async () => {
  const waiting = commitAt('one');
  reached = undefined;
  await look(2);
  reached = 'one';
  await look(1);
  reached = undefined;
  await look(2);
  expect(waiting.cut).not.toHaveBeenCalled();
  await look(1);
  expect(waiting.cut).toHaveBeenCalledOnce();
});

it('commits at a server that is not the primary any more are given up', async () => {
  reached = 'two';
  const [old, current] = [commitAt('one'), commitAt('two')];
  await look(1);
  expect(old.cut).toHaveBeenCalledOnce();
  expect(current.cut).not.toHaveBeenCalled();
});

it('a commit is given up after a quarter of an hour, since nobody may be there but a proxy', async () => {
  reached = 'one';
  const old = commitAt('one');
  await look(100);
  const later = commitAt('one');
  await look(79);
  expect(old.cut).not.toHaveBeenCalled();
  await look(1);
  expect(old.cut).toHaveBeenCalledOnce();
  expect(later.cut).not.toHaveBeenCalled();
});

it('nobody looks where no commit waits', async () => {
  const waiting = commitAt('one');
  reached = 'one';
  await look(1);
  late.settle(waiting, 'committed');
  await look(10);
  expect(looks).toBe(2);
});
