import { STATUS_CODES } from 'node:http';
import type { Registry } from '@prometheus-io/client';
import { endpointAt } from '../protocol/addresses.ts';
import { allEndpoints, type Endpoint } from '../protocol/endpoints.ts';
import { Durations, type Series } from './durations.ts';

/** Seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const NONE = 'none';
const OTHER = 'other';

/**
 * Methods that any address may be asked by. Others are told where an endpoint has them; elsewhere they are
 * `other`, as every other address is `none`: strangers send what they like, and each is a series.
 */
const METHODS = ['GET', 'POST', 'HEAD', 'OPTIONS'];

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
  const durations = new Durations(registry, {
    name: 'gatehouse_http_request_duration_seconds',
    help: 'How long requests to the public port took, until their answers had been sent.',
    buckets: BUCKETS,
  });
  const known = new Map<string, OfEndpoint>(
    allEndpoints.map((endpoint) => [endpoint.name, new OfEndpoint(durations, endpoint)]),
  );
  const others = new OfEndpoint(durations, { name: NONE, kind: NONE, methods: ['GET'] });
  return (method = OTHER, url = '') => {
    const query = url.indexOf('?');
    const name = endpointAt(query === -1 ? url : url.slice(0, query));
    const endpoint = name === undefined ? others : (known.get(name) ?? others);
    return endpoint.byMethod.get(method) ?? endpoint.byOther;
  };
}

class OfEndpoint {
  readonly byMethod: ReadonlyMap<string, ByStatus>;
  readonly byOther: ByStatus;

  constructor(
    durations: Durations,
    {
      name: endpoint,
      kind,
      methods,
    }: Pick<Endpoint, 'methods'> & { readonly name: string; readonly kind: string },
  ) {
    const by = (method: string) => new ByStatus(durations, { endpoint, kind, method });
    const known = new Set([...METHODS, ...methods]);
    this.byMethod = new Map([...known].map((method) => [method, by(method)]));
    this.byOther = by(OTHER);
    for (const method of methods) {
      for (const status of FAULTS) this.byMethod.get(method)?.of(status);
    }
  }
}

class ByStatus implements Answers {
  readonly #durations: Durations;
  readonly #common: Readonly<Record<string, string>>;
  readonly #series = new Map<number | undefined, Series>();

  constructor(durations: Durations, common: Readonly<Record<string, string>>) {
    this.#durations = durations;
    this.#common = common;
  }

  observe(status: number | undefined, seconds: number): void {
    this.of(status).observe(seconds);
  }

  /** Made once for each status, so that no request makes any. */
  of(status: number | undefined): Series {
    const known = this.#series.get(status);
    if (known !== undefined) return known;
    const series = this.#durations.series({ ...this.#common, status: wordOf(status) });
    this.#series.set(status, series);
    return series;
  }
}

/** Three digits, of those that are registered (RFC 9110 §16.2). */
function wordOf(status: number | undefined): string {
  if (status === undefined) return 'aborted';
  return STATUS_CODES[status] === undefined ? OTHER : String(status);
}
