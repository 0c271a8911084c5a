import { FAULTS } from '@gatehouse/database';
import { Registry } from '@prometheus-io/client';
import { expect, test } from 'vitest';
import { databaseFaults } from './database-faults.ts';
import { databaseStatements } from './database-statements.ts';

const STATEMENTS = 'gatehouse_database_statement_duration_seconds_count';

test('a statement is measured when it has ended, well or not, with its batches together', async () => {
  const registry = new Registry();
  const onStatement = databaseStatements(registry);
  onStatement('grant_find')?.();
  onStatement('grant_find')?.(new Error('secret'));
  onStatement('sweep_artifacts_500')?.();
  onStatement('sweep_artifacts_4000')?.();
  onStatement('never_ends');
  const text = await registry.metrics();
  expect(text).toContain(`${STATEMENTS}{statement="grant_find"} 2\n`);
  expect(text).toContain(`${STATEMENTS}{statement="sweep_artifacts"} 2\n`);
  expect(text).toContain(`${STATEMENTS}{statement="never_ends"} 0\n`);
  expect(text).not.toMatch(/secret|500"/);
});

test('statements beyond all that there are in this program are one', async () => {
  const registry = new Registry();
  const onStatement = databaseStatements(registry);
  for (let n = 0; n < 10_000; n += 1) onStatement(`made_up_${n}x`)?.();
  const text = await registry.metrics();
  expect(text.match(new RegExp(`^${STATEMENTS}`, 'gm'))).toHaveLength(401);
  expect(text).toContain(`${STATEMENTS}{statement="other"} 9600\n`);
});

test('faults are counted by their word, of which there is a list', async () => {
  const registry = new Registry();
  const count = databaseFaults(registry);
  const zero = await registry.metrics();
  expect(zero.match(/^gatehouse_database_faults_total/gm)).toHaveLength(FAULTS.length + 1);
  expect(zero).toContain('gatehouse_database_faults_total{fault="57P01"} 0\n');
  for (let n = 0; n < 10_000; n += 1) count({ fault: `made up ${n}` });
  count({ fault: '57P01' });
  count({ fault: 'pool_timeout' });
  const text = await registry.metrics();
  expect(text.match(/^gatehouse_database_faults_total/gm)).toHaveLength(FAULTS.length + 1);
  expect(text).toContain('gatehouse_database_faults_total{fault="57P01"} 1\n');
  expect(text).toContain('gatehouse_database_faults_total{fault="pool_timeout"} 1\n');
  expect(text).toContain('gatehouse_database_faults_total{fault="other"} 10000\n');
});
