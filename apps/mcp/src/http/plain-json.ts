import { preferJson } from './accept.ts';

type Serve<Options> = (request: Request, options?: Options) => Promise<Response>;

/**
 * Answers clients that did not ask for an event stream in JSON. The Streamable HTTP transport lets the
 * server choose. The SDK always sends a stream to clients of 2025, even for a single message.
 *
 * Answers to clients of 2026-07-28, whose requests have a header with the method, are not changed: the
 * SDK already sends JSON where possible, and otherwise a stream that stays open.
 */
export function plainJson<Options>(serve: Serve<Options>): Serve<Options> {
  return async (request, options) => {
    const response = await serve(request, options);
    const { headers } = request;
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (!isStream || headers.get('accept') !== preferJson || headers.has('mcp-method')) {
      return response;
    }
    const answers = messagesIn(await response.text()).filter(isAnswer);
    const kept = new Headers(response.headers);
    kept.set('content-type', 'application/json');
    kept.delete('content-length');
    const body = JSON.stringify(answers.length === 1 ? answers[0] : answers);
    return new Response(body, { status: response.status, headers: kept });
  };
}

/** The messages in an event stream: the `data` of each event (HTML Standard §9.2.6), which is one line. */
function messagesIn(stream: string): object[] {
  const lines = stream.split(/\r\n|\r|\n/).filter((line) => line.startsWith('data:'));
  return lines.flatMap((line) => {
    const data = line.slice('data:'.length).trim();
    // The SDK sends an event without data at the start of a stream that can be resumed.
    return data === '' ? [] : [JSON.parse(data) as object];
  });
}

/** Whether it is the answer: notifications, such as progress, have a method. */
function isAnswer(message: object): boolean {
  return !('method' in message);
}
