import type { HttpFigures } from '../figures/http-figures.ts';
import { currentRequest } from '../request/request.ts';

type Serve<Options> = (request: Request, options?: Options) => Promise<Response>;

/**
 * Notes which answers are event streams, and which of these are subscriptions: those last as long as the
 * client likes, so that their duration says nothing about this server.
 */
export function noteStreams<Options>(serve: Serve<Options>, figures: HttpFigures): Serve<Options> {
  return async (request, options) => {
    const response = await serve(request, options);
    const current = currentRequest();
    if (current && response.headers.get('content-type')?.startsWith('text/event-stream')) {
      figures.streamOpened();
      // The SDK has compared the header with the message.
      const isSubscription = request.headers.get('mcp-method') === 'subscriptions/listen';
      current.stream = { isSubscription, began: performance.now() };
    }
    return response;
  };
}
