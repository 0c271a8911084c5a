import { testDatabaseUrl } from '@gatehouse/database/testing';
import { ATTRIBUTE_NAMES } from '@gatehouse/telemetry';
import { type Collector, type ReceivedSpan, startCollector } from '@gatehouse/telemetry/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../harness/ports.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client } from './actors/client.ts';
import { type AddedClient, Gatehouse } from './actors/gatehouse.ts';
import { McpProcess } from './actors/mcp-process.ts';
import { Person } from './actors/person.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const OF_CLIENT = 'aaaabbbbccccddddeeeeffff00001111';
const CANARY = 'canary-in-all-that-was-sent';

let collector: Collector;
let stack: Stack;
let mcp: McpProcess;
let token: string;
let spans: readonly ReceivedSpan[];

beforeAll(async () => {
  collector = await startCollector();
  const mcpPort = await freePort();
  const resource = `http://localhost:${mcpPort}/mcp`;
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '60000' };
  stack = await startStack({
    databaseUrl: await testDatabaseUrl(),
    withMcp: false,
    auth: { RESOURCES: resource, ...traced },
  });
  const checker = await Gatehouse.of(stack).json<AddedClient>(
    ...['clients', 'add', 'The MCP server', '--introspects', resource],
  );
  mcp = await McpProcess.start(
    {
      AUTH_MODE: 'introspection',
      AUTH_ISSUER: stack.issuer,
      AUTH_AUDIENCE: resource,
      AUTH_CLIENT_ID: checker.client_id,
      AUTH_CLIENT_SECRET: checker.client_secret,
      ...traced,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    },
    mcpPort,
  );
  const client = await Client.register(stack.issuer);
  ({ access_token: token } = await client.obtainTokens(new Person(stack), { resource }));

  await call('whoami');
  await call('user_action', { wrong: CANARY });
  await call(CANARY);
  await fetch(`${resource}/${CANARY}?token=${CANARY}`, { headers: { authorization: CANARY } });
  await mcp.stop();
  await stack.auth.stop();
  ({ spans } = collector);
});
afterAll(async () => {
  await mcp?.stop();
  await stack?.stop();
  await collector?.close();
});

/** As a client calls a tool that has traces of its own, by both ways to say so. */
async function call(name: string, input: object = {}): Promise<void> {
  const response = await fetch(`${mcp.url}?${CANARY}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      traceparent: `00-${TRACE}-${PARENT}-01`,
      tracestate: `vendor=${CANARY}`,
      baggage: `user=${CANARY}`,
      'x-canary': CANARY,
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: {
        name,
        arguments: input,
        _meta: { traceparent: `00-${OF_CLIENT}-${PARENT}-01`, baggage: CANARY },
      },
    }),
  });
  await response.text();
}

const partsOf = ({ spanId }: ReceivedSpan) =>
  spans.filter(({ parentSpanId }) => parentSpanId === spanId);

test('one trace leads from the client through the MCP server and its question to the database', () => {
  const [request] = spans.filter(({ parentSpanId }) => parentSpanId === PARENT);
  expect(request).toMatchObject({
    name: 'POST mcp',
    kind: 'server',
    attributes: { 'http.response.status_code': 200 },
    resource: { 'service.name': 'gatehouse-mcp' },
  });
  const [question] = partsOf(request!).filter(({ name }) => name === 'POST introspection');
  expect(question).toMatchObject({
    kind: 'client',
    attributes: { 'server.address': 'localhost', 'http.response.status_code': 200 },
  });
  const [answer] = partsOf(question!);
  expect(answer).toMatchObject({
    name: 'POST introspection',
    kind: 'server',
    resource: { 'service.name': 'gatehouse-auth' },
  });
  const statements = partsOf(answer!);
  expect(statements.length).toBeGreaterThan(0);
  for (const { attributes } of statements) expect(attributes).toHaveProperty('db.query.summary');
  for (const { traceId } of [request!, question!, answer!, ...statements]) {
    expect(traceId).toBe(TRACE);
  }
});

test('a tool has a span, linked to the trace that the message names', () => {
  const [tool] = spans.filter(({ name }) => name === 'tools/call whoami');
  expect(tool).toMatchObject({
    traceId: TRACE,
    links: [OF_CLIENT],
    failed: false,
    attributes: { 'mcp.method.name': 'tools/call', 'gen_ai.tool.name': 'whoami' },
  });
  const [request] = spans.filter(({ spanId }) => spanId === tool?.parentSpanId);
  expect(request?.name).toBe('POST mcp');
});

test('both logs name the trace', () => {
  const named = `"trace_id":"${TRACE}"`;
  expect(mcp.output).toContain(named);
  expect(stack.auth.output).toContain(named);
});

test('nothing that anybody sent is told, and nothing but what there is a place for', () => {
  const names = spans.flatMap(({ attributes }) => Object.keys(attributes));
  expect(names.filter((name) => !ATTRIBUTE_NAMES.some((allowed) => allowed === name))).toEqual([]);
  const sent = collector.deliveries.map(({ body }) => body.toString('latin1')).join('\n');
  expect(sent).toContain('whoami');
  expect(sent).not.toContain(CANARY);
  expect(sent).not.toContain(token);
});

test('probes of an orchestrator are no traces', () => {
  expect(spans.map(({ name }) => name).filter((name) => name.includes('health'))).toEqual([]);
});
