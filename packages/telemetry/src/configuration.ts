import { validateHeaderName, validateHeaderValue } from 'node:http';
import { type Environment, quote, webAddressProblem } from '@gatehouse/environment';
import { readPairs } from './pairs.ts';
import { TRACING_VARIABLES, type TracingVariable } from './variables.ts';

const PROTOCOLS = ['http/protobuf', 'http/json'] as const;

const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** Where traces go, and which. */
export interface TracingConfig {
  /** takes spans */
  readonly url: string;
  readonly protocol: (typeof PROTOCOLS)[number];
  /** may hold a secret: never logged or described */
  readonly headers: Readonly<Record<string, string>>;
  readonly sampler: (typeof SAMPLERS)[number];
  /** the part of all traces that a sampler by ratio takes, 0 to 1 */
  readonly ratio: number;
  /** what every span says of this process, by OpenTelemetry's names */
  readonly resource: Readonly<Record<string, string>>;
  /** milliseconds that a span waits for others, to be sent with them */
  readonly delay: number;
}

type Reader = Pick<Environment<TracingVariable>, 'text' | 'faults'>;
type Given = Readonly<Partial<Record<TracingVariable, string>>>;

/**
 * Reads OpenTelemetry's variables. Where no endpoint is set nothing is traced, and nothing is wrong with the
 * others: they may be for another program.
 *
 * @param service what this one is called where `OTEL_SERVICE_NAME` does not say
 * @returns undefined where tracing is off
 */
export function readTracing(environment: Reader, service: string): TracingConfig | undefined {
  const given: Given = Object.fromEntries(
    TRACING_VARIABLES.map((name) => [name, environment.text(name)]),
  );
  const name = given.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
    ? 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'
    : 'OTEL_EXPORTER_OTLP_ENDPOINT';
  const endpoint = given[name];
  if (endpoint === undefined || given.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return undefined;
  const { faults } = environment;
  const choose = <const Choice extends string>(
    variable: TracingVariable,
    choices: readonly Choice[],
    fallback: NoInfer<Choice>,
  ) => chosen(faults, variable, given[variable], choices, fallback);
  if (choose('OTEL_TRACES_EXPORTER', ['otlp', 'none'], 'otlp') === 'none') return undefined;
  choose('OTEL_SDK_DISABLED', ['true', 'false'], 'false');
  const own = 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL';
  const protocol = given[own] ? own : 'OTEL_EXPORTER_OTLP_PROTOCOL';
  return {
    url: readEndpoint(faults, name, endpoint),
    protocol: readProtocol(faults, protocol, given[protocol]),
    headers: {
      ...readHeaders(faults, 'OTEL_EXPORTER_OTLP_HEADERS', given),
      ...readHeaders(faults, 'OTEL_EXPORTER_OTLP_TRACES_HEADERS', given),
    },
    sampler: choose('OTEL_TRACES_SAMPLER', SAMPLERS, 'parentbased_always_on'),
    ratio: readNumber(faults, 'OTEL_TRACES_SAMPLER_ARG', given, { max: 1, fallback: 1 }),
    resource: readResource(faults, given, service),
    delay: readNumber(faults, 'OTEL_BSP_SCHEDULE_DELAY', given, { max: 60_000, fallback: 5_000 }),
  };
}

/** What may be told of it: neither headers nor more of the address than its origin. */
export function describeTracing(config: TracingConfig | undefined): object | 'off' {
  if (config === undefined) return 'off';
  const { url, protocol, headers, sampler, ratio, resource } = config;
  return {
    collector: new URL(url).origin,
    protocol,
    headers: Object.keys(headers).length,
    sampler: sampler.endsWith('ratio') ? `${sampler} ${ratio}` : sampler,
    service: resource['service.name'],
  };
}

type Faults = Reader['faults'];

function chosen<Choice extends string>(
  faults: Faults,
  variable: TracingVariable,
  text: string | undefined,
  choices: readonly Choice[],
  fallback: Choice,
): Choice {
  if (text === undefined) return fallback;
  const choice = choices.find((one) => one === text.toLowerCase());
  if (choice === undefined) {
    faults.add(variable, `is ${quote(text)}`, `It takes ${choices.join(', ')}.`);
  }
  return choice ?? fallback;
}

/** The shared endpoint is a base, to which each signal adds its path; that of traces is taken as it is. */
function readEndpoint(faults: Faults, variable: TracingVariable, text: string): string {
  const problem = webAddressProblem(text);
  if (problem !== undefined) {
    faults.add(variable, problem, 'Set it to the collector, such as http://collector:4318.');
    return 'http://localhost:4318/v1/traces';
  }
  const isBase = variable === 'OTEL_EXPORTER_OTLP_ENDPOINT';
  return new URL(isBase ? `${text.replace(/\/$/, '')}/v1/traces` : text).href;
}

function readProtocol(
  faults: Faults,
  variable: TracingVariable,
  text: string | undefined,
): TracingConfig['protocol'] {
  if (text !== 'grpc') return chosen(faults, variable, text, PROTOCOLS, 'http/protobuf');
  faults.add(
    variable,
    'is "grpc", which this server does not speak',
    'Set it to http/protobuf, and the endpoint to the collector’s port for HTTP, 4318 as a rule.',
  );
  return 'http/protobuf';
}

/** Nothing of what stands there is quoted. */
function readHeaders(
  faults: Faults,
  variable: TracingVariable,
  given: Given,
): Record<string, string> {
  const headers = readPairs(given[variable] ?? '');
  if (headers !== undefined && Object.entries(headers).every(isHeader)) return headers;
  faults.add(
    variable,
    'is no list of headers',
    'Write it like api-key=secret,tenant=one, with values percent-encoded.',
  );
  return {};
}

function isHeader([name, value]: readonly [string, string]): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function readNumber(
  faults: Faults,
  variable: TracingVariable,
  given: Given,
  { max, fallback }: { max: number; fallback: number },
): number {
  const text = given[variable];
  if (text === undefined) return fallback;
  const number = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number <= max) return number;
  faults.add(variable, `is ${quote(text)}`, `It takes a number from 0 to ${max}.`);
  return fallback;
}

function readResource(faults: Faults, given: Given, service: string): Record<string, string> {
  const attributes = readPairs(given.OTEL_RESOURCE_ATTRIBUTES ?? '');
  if (attributes === undefined) {
    faults.add(
      'OTEL_RESOURCE_ATTRIBUTES',
      'is no list of attributes',
      'Write it like deployment.environment.name=production,service.namespace=sign-in.',
    );
  }
  const name = given.OTEL_SERVICE_NAME;
  return {
    'service.name': service,
    ...attributes,
    ...(name === undefined ? undefined : { 'service.name': name }),
  };
}
