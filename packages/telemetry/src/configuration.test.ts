import { Environment } from '@gatehouse/environment';
import { describe, expect, test } from 'vitest';
import { describeTracing, readTracing } from './configuration.ts';

const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://collector:4318';
const SECRET = 'Bearer canary-of-the-collector';

function read(env: Record<string, string>) {
  const environment = new Environment(env);
  const config = readTracing(environment, 'gatehouse-auth');
  const { faults } = environment;
  const told = (() => {
    try {
      faults.throwIfAny();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  })();
  return { config, told };
}

test('without an endpoint tracing is off, whatever else is set', () => {
  const others = {
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_TRACES_SAMPLER: 'xray',
    OTEL_EXPORTER_OTLP_HEADERS: 'nonsense',
    OTEL_SDK_DISABLED: 'maybe',
  };
  expect(read(others)).toEqual({ config: undefined, told: '' });
});

test.each([
  { OTEL_SDK_DISABLED: 'true' },
  { OTEL_SDK_DISABLED: 'TRUE', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
  { OTEL_TRACES_EXPORTER: 'none' },
])('with %j it is off all the same', (env) => {
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT, ...env })).toEqual({ config: undefined, told: '' });
});

test('an endpoint is enough', () => {
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT }).config).toEqual({
    url: 'http://collector:4318/v1/traces',
    protocol: 'http/protobuf',
    headers: {},
    sampler: 'parentbased_always_on',
    ratio: 1,
    resource: { 'service.name': 'gatehouse-auth' },
    delay: 5_000,
  });
});

test.each([
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://a.example/otlp/' }, 'https://a.example/otlp/v1/traces'],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://a.example/spans' }, 'https://a.example/spans'],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://a.example/' },
    'https://a.example/',
  ],
])('of %j spans go to %s', (env, url) => {
  expect(read(env).config?.url).toBe(url);
});

test('what is said of traces alone counts before what is said of all', () => {
  const { config } = read({
    OTEL_EXPORTER_OTLP_ENDPOINT,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_HEADERS: 'api-key=one, tenant=a%20b',
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'api-key=two',
    OTEL_RESOURCE_ATTRIBUTES: 'service.name=by-attribute,deployment.environment.name=test',
    OTEL_SERVICE_NAME: 'by-name',
    OTEL_TRACES_SAMPLER: 'traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0.25',
  });
  expect(config).toMatchObject({
    protocol: 'http/json',
    headers: { 'api-key': 'two', tenant: 'a b' },
    resource: { 'service.name': 'by-name', 'deployment.environment.name': 'test' },
    sampler: 'traceidratio',
    ratio: 0.25,
  });
});

describe('at boot it is told that', () => {
  test.each([
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'Set it to http/protobuf'],
    ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'http', 'It takes http/protobuf, http/json.'],
    ['OTEL_TRACES_SAMPLER', 'xray', 'It takes always_on'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5', 'from 0 to 1'],
    ['OTEL_TRACES_SAMPLER_ARG', 'half', 'from 0 to 1'],
    ['OTEL_TRACES_EXPORTER', 'zipkin', 'It takes otlp, none.'],
    ['OTEL_SDK_DISABLED', 'yes', 'It takes true, false.'],
    ['OTEL_BSP_SCHEDULE_DELAY', '-1', 'from 0 to 60000'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'production', 'Write it like'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'collector:4317', 'http://collector:4318'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'http://me:canary@collector', 'http://collector:4318'],
  ])('%s=%s is wrong', (variable, value, remedy) => {
    const { told } = read({ OTEL_EXPORTER_OTLP_ENDPOINT, [variable]: value });
    expect(told).toMatch(new RegExp(`^${variable} `));
    expect(told.split('\n')).toHaveLength(1);
    expect(told).toContain(remedy);
    expect(told).not.toContain('canary');
  });

  test.each([
    SECRET,
    `authorization=${SECRET}\nx: y`,
    `=${SECRET}`,
    `a b=${SECRET}`,
    `a=${SECRET}%`,
  ])('headers of the form %j are none, without a word of them', (value) => {
    const { told } = read({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS: value });
    expect(told).toMatch(/^OTEL_EXPORTER_OTLP_HEADERS is no list of headers\./);
    expect(told).not.toContain('canary');
  });
});

test('what is told of it holds no header, and of the address the origin alone', () => {
  const { config } = read({
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://collector.example/canary/v1/traces',
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=${SECRET}`,
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '.1',
  });
  expect(config?.headers).toEqual({ authorization: SECRET });
  expect(describeTracing(config)).toEqual({
    collector: 'https://collector.example',
    protocol: 'http/protobuf',
    headers: 1,
    sampler: 'parentbased_traceidratio 0.1',
    service: 'gatehouse-auth',
  });
  expect(describeTracing(undefined)).toBe('off');
});
