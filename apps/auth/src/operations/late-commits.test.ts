import { Registry } from '@prometheus-io/client';
import { expect, test } from 'vitest';
import { lateCommits } from './late-commits.ts';

test('every late commit is counted by its outcome, and one line in five seconds tells of them', async () => {
  const registry = new Registry();
  const lines: unknown[] = [];
  let time = 0;
  const note = lateCommits(
    registry,
    { warn: (...line: unknown[]) => void lines.push(line[0]) },
    () => time,
  );
  expect(await registry.metrics()).toContain(
    'gatehouse_database_late_commits_total{outcome="committed"} 0',
  );
  for (let n = 0; n < 60; n += 1) note({ outcome: 'committed', seconds: 70.123 });
  note({ outcome: 'lost', seconds: 1 });
  time = 5_000;
  note({ outcome: 'lost', seconds: 2 });
  expect(lines).toEqual([
    { outcome: 'committed', seconds: 70.1, times: 1 },
    { outcome: 'lost', seconds: 2, times: 61 },
  ]);
  const figures = await registry.metrics();
  expect(figures).toContain('gatehouse_database_late_commits_total{outcome="committed"} 60');
  expect(figures).toContain('gatehouse_database_late_commits_total{outcome="lost"} 2');
  expect(figures).toContain('gatehouse_database_late_commits_total{outcome="refused"} 0');
});
