/**
 * A secret in every field of every request, and none of them in a log, a metric, a trace or an answer.
 * Each secret names its field, so that a failure says what leaks and where (canaries/canaries.ts).
 *
 * @module
 */
import { testDatabaseUrl } from '@gatehouse/database/testing';
import { type Collector, startCollector } from '@gatehouse/telemetry/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allEndpoints } from './canaries/endpoints.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { type AddedClient, Gatehouse } from './actors/gatehouse.ts';
import { ALLOWED } from './canaries/allowed.ts';
import { Asking } from './canaries/asking.ts';
import {
  authorizationParameters,
  callbackParameters,
  formFields,
  known,
  webClient,
} from './canaries/authorizations.ts';
import { Canaries } from './canaries/canaries.ts';
import { everywhere } from './canaries/everywhere.ts';
import { mcpRequests } from './canaries/mcp.ts';
import {
  registrationMembers,
  shownClients,
  tokenParameters,
  tokensAskedAbout,
} from './canaries/programs.ts';
import { upstreamAnswers } from './canaries/upstream-answers.ts';

/** Thousands of requests, on a machine that has other work (milliseconds). */
const PATIENCE = 1_200_000;

const canaries = new Canaries(ALLOWED);
let collector: Collector;
let stack: Stack;
let asking: Asking;

beforeAll(async () => {
  collector = await startCollector();
  const told = { LOG_LEVEL: 'trace', OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  stack = await startStack({
    databaseUrl: await testDatabaseUrl(),
    auth: { ...told, TRUST_PROXY: '1' },
    mcp: told,
  });
  asking = new Asking(stack, canaries);
  const client = await webClient(asking);
  const added = await Gatehouse.of(stack).json<AddedClient & Record<string, unknown>>(
    'clients',
    'add',
    'Canary',
    '--resource',
    stack.mcpUrl,
  );
  const { access_token: token } = (await (
    await asking.post(new URL('/token', stack.issuer), {
      grant_type: 'client_credentials',
      client_id: added.client_id,
      client_secret: added.client_secret,
    })
  ).json()) as { access_token: string };
  const { exchanges } = (await known(asking, client)).browser;
  const cookies = new Set(
    exchanges.flatMap(({ setCookies }) => setCookies.map((line) => line.split('=', 1)[0] ?? '')),
  );
  await Promise.all([
    everywhere(asking, [...cookies]),
    authorizationParameters(asking, client),
    formFields(asking, client),
    callbackParameters(asking, client),
    tokenParameters(asking, added),
    tokensAskedAbout(asking, client),
    registrationMembers(asking),
    shownClients(asking),
    mcpRequests(asking, token),
  ]);
  // Alone, because a provider fails whoever asks next.
  await upstreamAnswers(asking, client);
  canaries.look('metrics', await metricsOf(stack.operationsUrl));
  canaries.look('metrics of mcp', await metricsOf(stack.mcpOperationsUrl));
  await stack.auth.stop();
  await stack.mcp.stop();
  for (const { body } of collector.deliveries) canaries.look('traces', body.toString('latin1'));
  canaries.look('log', stack.auth.output);
  canaries.look('log of mcp', stack.mcp.output);
}, PATIENCE);
afterAll(async () => {
  await stack?.stop();
  await collector?.close();
});

async function metricsOf(operations: string): Promise<string> {
  const metrics = await (await fetch(`${operations}/metrics`)).text();
  expect(metrics).toMatch(/^gatehouse_/m);
  return metrics;
}

test('every endpoint was asked, in every way', () => {
  const names = [...allEndpoints.map(({ name }) => name), 'none', 'mcp'];
  expect(names.filter((name) => (asking.asked.get(name) ?? 0) < 10)).toEqual([]);
  expect(canaries.planted.length).toBeGreaterThan(2_000);
  expect(collector.spans.length).toBeGreaterThan(1_000);
});

test('no secret of a request is told', () => {
  expect(canaries.sightings).toEqual([]);
});

test('no token of a registration is told, but to the client', () => {
  const traces = collector.deliveries.map(({ body }) => body.toString('latin1'));
  for (const told of [stack.auth.output, stack.mcp.output, ...traces]) {
    expect(told).not.toMatch(/gatehouse_[ir]at_/);
  }
});

test('nothing is allowed that does not happen', () => {
  expect(canaries.unused).toEqual([]);
});
