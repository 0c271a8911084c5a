import { testDatabaseUrl } from '@gatehouse/database/testing';
import { ATTRIBUTE_NAMES } from '@gatehouse/telemetry';
import { type Collector, type ReceivedSpan, startCollector } from '@gatehouse/telemetry/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client, type Tokens, tokensOf } from './actors/client.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const TRACEPARENT = `00-${TRACE}-${PARENT}-01`;

let collector: Collector;
let stack: Stack;
let client: Client;
let tokens: Tokens;
let spans: readonly ReceivedSpan[];

beforeAll(async () => {
  collector = await startCollector();
  stack = await startStack({
    databaseUrl: await testDatabaseUrl(),
    withMcp: false,
    auth: {
      RESOURCES,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_SERVICE_NAME: 'sign-in',
      // Nothing is sent before the end.
      OTEL_BSP_SCHEDULE_DELAY: '60000',
    },
  });
  const { issuer } = stack;
  client = await Client.register(issuer);
  tokens = await client.obtainTokens(new Person(stack));
  tokensOf(await client.refresh(tokens));
  await fetch(`${issuer}/reg`, { headers: { traceparent: TRACEPARENT } });
  await fetch(`${issuer}/no-such-path/${TRACE}`, { headers: { traceparent: `${TRACEPARENT}-x` } });
  expect(collector.spans).toEqual([]);
  await stack.auth.stop();
  ({ spans } = collector);
});
afterAll(async () => {
  await stack?.stop();
  await collector?.close();
});

const named = (name: string) => spans.filter((span) => span.name === name);
const partsOf = ({ spanId }: ReceivedSpan) =>
  spans.filter(({ parentSpanId }) => parentSpanId === spanId);

test('what was not sent yet is sent at the end', () => {
  expect(spans.length).toBeGreaterThan(20);
  expect(new Set(spans.map(({ resource }) => resource['service.name']))).toEqual(
    new Set(['sign-in']),
  );
});

test('an exchange and a refresh are a span each, with their statements', () => {
  const [exchange, refresh] = named('POST token');
  for (const request of [exchange!, refresh!]) {
    expect(request).toMatchObject({
      kind: 'server',
      parentSpanId: '',
      failed: false,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/token',
        'http.response.status_code': 200,
        'gatehouse.endpoint': 'token',
        'gatehouse.client_id': client.clientId,
      },
    });
    const statements = partsOf(request);
    expect(statements).toHaveLength(2);
    for (const { kind, name, traceId, attributes } of statements) {
      expect(kind).toBe('client');
      expect(traceId).toBe(request.traceId);
      expect(attributes).toEqual({ 'db.system.name': 'postgresql', 'db.query.summary': name });
    }
  }
});

test('a sign-in is a span, with what was asked of the provider', () => {
  const [callback] = named('GET callback');
  const asked = partsOf(callback!).filter(({ attributes }) => 'gatehouse.provider' in attributes);
  expect(asked.map(({ name }) => name)).toEqual(expect.arrayContaining(['POST github']));
  for (const { kind, attributes } of asked) {
    expect(kind).toBe('client');
    expect(attributes).toMatchObject({
      'gatehouse.provider': 'github',
      'http.response.status_code': 200,
    });
  }
});

test('the request of somebody who says so belongs to their trace', () => {
  expect(named('GET registration')).toMatchObject([{ traceId: TRACE, parentSpanId: PARENT }]);
});

test('a path that nobody knows is told to nobody', () => {
  const [lost] = named('GET none');
  expect(lost?.traceId).not.toBe(TRACE);
  expect(lost?.attributes).toEqual({
    'http.request.method': 'GET',
    'http.response.status_code': 404,
    'gatehouse.endpoint': 'none',
    'gatehouse.request_id': expect.any(String) as string,
  });
});

test('spans say nothing but what there is a place for', () => {
  const said = new Set(spans.flatMap(({ attributes }) => Object.keys(attributes)));
  expect([...said].filter((name) => !ATTRIBUTE_NAMES.some((allowed) => allowed === name))).toEqual(
    [],
  );
  expect(said.size).toBeGreaterThan(6);
});

describe('the log', () => {
  test('names trace and request as the span does', () => {
    const [refresh] = named('POST token').slice(-1);
    const lines = linesOf(stack).filter(({ trace_id: id }) => id === refresh!.traceId);
    expect(lines).not.toEqual([]);
    expect(new Set(lines.map(({ id }) => id))).toEqual(
      new Set([refresh!.attributes['gatehouse.request_id']]),
    );
  });

  test('has a line for what answers without the application, too', () => {
    for (const line of linesOf(stack).filter(({ msg }) => msg === 'request')) {
      expect(line.trace_id, line.path).toMatch(/^[\da-f]{32}$/);
    }
  });
});

test('switched off it sends nothing, and its lines name the trace of whoever says one', async () => {
  const sent = collector.deliveries.length;
  const before = stack.auth.output.length;
  await stack.auth.start({ OTEL_SDK_DISABLED: 'true', OTEL_BSP_SCHEDULE_DELAY: '1' });
  const refresh = (headers: Record<string, string>) =>
    fetch(`${stack.issuer}/token`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: client.clientId,
        refresh_token: tokens.refresh_token,
      }),
    });
  expect((await refresh({ traceparent: TRACEPARENT })).status).toBe(200);
  expect((await refresh({ traceparent: 'canary' })).status).toBe(200);
  await stack.auth.stop();
  const lines = linesOf({ auth: { output: stack.auth.output.slice(before) } });
  const [told, other] = lines.filter(({ path }) => path === '/token');
  const ofRequest = lines.filter(({ id }) => id === told?.id);
  // That of the request, and that of what it was about.
  expect(ofRequest.length).toBeGreaterThan(1);
  expect(new Set(ofRequest.map(({ trace_id: id }) => id))).toEqual(new Set([TRACE]));
  expect(other).not.toHaveProperty('trace_id');
  expect(collector.deliveries).toHaveLength(sent);
});

interface Line {
  readonly msg?: string;
  readonly id?: string;
  readonly path?: string;
  readonly trace_id?: string;
}

function linesOf({ auth }: { readonly auth: { readonly output: string } }): Line[] {
  return auth.output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
}
