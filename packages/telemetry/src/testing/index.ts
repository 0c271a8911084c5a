/**
 * A collector on loopback that understands what reaches it, and a span without OpenTelemetry, for tests.
 *
 * @module
 */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ReceivedSpan, spansIn } from './received.ts';

export type { ReceivedSpan } from './received.ts';
export { ToldSpan } from './told-span.ts';

/** One request of an exporter. */
export interface Delivery {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Collector {
  /** what `OTEL_EXPORTER_OTLP_ENDPOINT` is set to */
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  readonly spans: readonly ReceivedSpan[];
  /** the status that it answers with from now on; `hang` to answer nothing */
  answer: number | 'hang';
  /** connections included */
  close(): Promise<void>;
}

export async function startCollector(): Promise<Collector> {
  const deliveries: Delivery[] = [];
  const spans: ReceivedSpan[] = [];
  const server = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      const body = Buffer.concat(chunks as Buffer[]);
      deliveries.push({ path: request.url, headers: request.headers, body });
      spans.push(...spansIn(request.headers['content-type'], body));
      if (collector.answer !== 'hang') response.writeHead(collector.answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const collector: Collector = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries,
    spans,
    answer: 200,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return collector;
}
