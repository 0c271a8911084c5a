import { testDatabaseUrl } from '@gatehouse/database/testing';
import { startCollector } from '@gatehouse/telemetry/testing';
import { expect, onTestFinished, test } from 'vitest';
import { startStack } from '../harness/stack.ts';
import { Client, tokensOf } from './actors/client.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

test('a collector that hangs, and then is gone, is noticed by nobody but the operator', async () => {
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  collector.answer = 'hang';
  const stack = await startStack({
    databaseUrl: await testDatabaseUrl(),
    withMcp: false,
    auth: {
      RESOURCES,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '10',
      // OpenTelemetry's exporter reads this one, and does not try again within it.
      OTEL_EXPORTER_OTLP_TIMEOUT: '500',
    },
  });
  onTestFinished(() => stack.stop());
  const told = () => stack.auth.output.split('traces do not reach the collector').length - 1;

  const client = await Client.register(stack.issuer);
  const refresh = async () => {
    tokens = tokensOf(await client.refresh(tokens));
  };
  let tokens = await client.obtainTokens(new Person(stack));
  await expect.poll(() => collector.deliveries.length).toBeGreaterThan(0);
  await refresh();
  await expect.poll(told).toBe(1);

  const waiting = collector.deliveries.length;
  await collector.close();
  for (let count = 0; count < 10; count += 1) await refresh();
  expect(collector.deliveries).toHaveLength(waiting);
  expect(await stack.auth.stop()).toEqual({ exitCode: 0, signal: null });
  expect(told()).toBe(1);
});
