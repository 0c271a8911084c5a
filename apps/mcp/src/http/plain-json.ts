import { jsonRather } from './accept.ts';

type Serve<Options> = (request: Request, options?: Options) => Promise<Response>;

/**
 * Answers whoever did not ask for an event stream in JSON, which the Streamable HTTP transport lets
 * a server choose. The SDK streams every answer to clients of 2025, though it holds one message.
 *
 * Clients of 2026-07-28 (their requests name a method in a header) have JSON from the SDK wherever
 * that will do, and streams that do not end where it will not.
 */
export function plainJson<Options>(serve: Serve<Options>): Serve<Options> {
  return async (request, options) => {
    const response = await serve(request, options);
    const { headers } = request;
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (!isStream || headers.get('accept') !== jsonRather || headers.has('mcp-method')) {
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

/** The `data` of each event (HTML Standard §9.2.6); the SDK writes each message on one line. */
function messagesIn(stream: string): object[] {
  const lines = stream.split(/\r\n|\r|\n/).filter((line) => line.startsWith('data:'));
  return lines.flatMap((line) => {
    const data = line.slice('data:'.length).trim();
    // An event without data opens a stream that could be resumed.
    return data === '' ? [] : [JSON.parse(data) as object];
  });
}

/** What is sent on the way, such as progress, has a method. */
function isAnswer(message: object): boolean {
  return !('method' in message);
}
