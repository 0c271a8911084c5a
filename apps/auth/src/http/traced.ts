import type { RequestListener } from 'node:http';
import { parseTraceparent, type Tracing, withinSpan } from '@gatehouse/telemetry';
import { endpointAt } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';

/**
 * The application with a span around each request, named for method and endpoint. Of the address nothing
 * else is told: queries hold codes and state, and a path may be anything.
 *
 * @param tracing undefined where nothing is traced: then nothing stands in the way
 */
export function traced(tracing: Tracing | undefined, app: RequestListener): RequestListener {
  if (tracing === undefined) return app;
  return (req, res) => {
    const { method = '', url = '' } = req;
    const name = endpointAt(url.split('?', 1)[0] ?? '');
    const attributes = {
      'http.request.method': method,
      'gatehouse.endpoint': name ?? 'none',
      ...(name === undefined ? undefined : { 'http.route': ENDPOINTS[name].path }),
    };
    const parent = parseTraceparent(req.headers['traceparent']);
    const span = tracing.begin(`${method} ${name ?? 'none'}`, attributes, parent);
    res.once('close', () => {
      const { statusCode, writableFinished } = res;
      if (writableFinished) span.set({ 'http.response.status_code': statusCode });
      span.end(writableFinished && statusCode >= 500 ? statusCode : undefined);
    });
    withinSpan(span, () => app(req, res));
  };
}
