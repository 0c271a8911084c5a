import { STATUS_CODES } from 'node:http';
import { Histogram, type Registry } from '@prometheus-io/client';
import { endpointAt } from '../protocol/addresses.ts';
import { allEndpoints, type Endpoint } from '../protocol/endpoints.ts';

/** Seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const NONE = 'none';
const OTHER = 'other';

/** Every other method is `other`, as every other address is `none`: strangers send what they like. */
const METHODS: ReadonlySet<string> = new Set([
  ...allEndpoints.flatMap(({ methods }) => methods),
  'HEAD',
  'OPTIONS',
]);

/** A fault of this program, and of what it rests on. They are there from the start, so that the first is seen. */
const FAULTS = [500, 503];

/** How requests to one endpoint by one method ended. */
export interface Answers {
  /**
   * @param status of the answer; undefined where the connection ended before the answer did
   * @param seconds since the request was there
   */
  observe(status: number | undefined, seconds: number): void;
}

/** Finds where to tell how a request ended, by what stands in its first line. */
export type AnswersTo = (method: string | undefined, url: string | undefined) => Answers;

/** How long requests took, by endpoint, method and status. */
export function httpRequests(registry: Registry): AnswersTo {
  const histogram = new Histogram({
    name: 'gatehouse_http_request_duration_seconds',
    help: 'How long requests to the public port took, until their answers had been sent.',
    labelNames: ['endpoint', 'kind', 'method', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const known = new Map<string, OfEndpoint>(
    allEndpoints.map((endpoint) => [endpoint.name, new OfEndpoint(histogram, endpoint)]),
  );
  const others = new OfEndpoint(histogram, { name: NONE, kind: NONE, methods: ['GET'] });
  return (method = OTHER, url = '') => {
    const query = url.indexOf('?');
    const name = endpointAt(query === -1 ? url : url.slice(0, query));
    const endpoint = name === undefined ? others : (known.get(name) ?? others);
    return endpoint.byMethod.get(method) ?? endpoint.byOther;
  };
}

/** As the histogram takes them. */
type Labels = Record<'endpoint' | 'kind' | 'method' | 'status', string>;

type OfRequests = Histogram<keyof Labels>;

class OfEndpoint {
  readonly byMethod: ReadonlyMap<string, Series>;
  readonly byOther: Series;

  constructor(
    histogram: OfRequests,
    {
      name: endpoint,
      kind,
      methods,
    }: Pick<Endpoint, 'methods'> & { readonly name: string; readonly kind: string },
  ) {
    const by = (method: string) => new Series(histogram, { endpoint, kind, method });
    this.byMethod = new Map([...METHODS].map((method) => [method, by(method)]));
    this.byOther = by(OTHER);
    for (const method of methods) {
      for (const status of FAULTS) this.byMethod.get(method)?.zero(status);
    }
  }
}

class Series implements Answers {
  readonly #histogram: OfRequests;
  readonly #common: Omit<Labels, 'status'>;
  /** Made once for each status, so that no request makes any. */
  readonly #labels = new Map<number | undefined, Labels>();

  constructor(histogram: OfRequests, common: Omit<Labels, 'status'>) {
    this.#histogram = histogram;
    this.#common = common;
  }

  observe(status: number | undefined, seconds: number): void {
    this.#histogram.observe(this.#labelsOf(status), seconds);
  }

  zero(status: number): void {
    this.#histogram.zero(this.#labelsOf(status));
  }

  #labelsOf(status: number | undefined): Labels {
    let labels = this.#labels.get(status);
    if (labels === undefined) {
      labels = { ...this.#common, status: wordOf(status) };
      this.#labels.set(status, labels);
    }
    return labels;
  }
}

/** Three digits, of those that are registered (RFC 9110 §16.2). */
function wordOf(status: number | undefined): string {
  if (status === undefined) return 'aborted';
  return STATUS_CODES[status] === undefined ? OTHER : String(status);
}
