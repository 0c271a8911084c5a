import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A tool that the model asks for. */
export interface Use {
  /** its name as the client has it */
  readonly name: string;
  readonly input: Readonly<Record<string, string>>;
}

interface Block {
  readonly type: string;
}

interface Message {
  readonly role: string;
  readonly content: string | readonly Block[];
}

interface MessagesRequest {
  readonly messages: readonly Message[];
  readonly tools?: readonly { readonly name: string }[];
}

/**
 * A Messages API on loopback, for clients that call tools only where a model asks for it. Its model
 * asks for one tool, and when it has the result says that this is all.
 */
export class MessagesApi {
  /** what it asks for next */
  use: Use | undefined;
  /** names of the tools that it was last offered */
  offered: readonly string[] = [];
  readonly #server: Server;
  #messages = 0;

  constructor() {
    this.#server = createServer((request, response) => {
      void readAll(request).then((body) => {
        if (!(request.url ?? '').startsWith('/v1/messages') || request.method !== 'POST') {
          response.writeHead(404).end();
          return;
        }
        const asked = JSON.parse(body) as MessagesRequest;
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        for (const event of this.#answer(asked)) {
          response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
        }
        response.end();
      });
    });
  }

  /** @returns its URL */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer({ messages, tools = [] }: MessagesRequest): { readonly type: string }[] {
    // Requests without tools are for titles and the like.
    if (tools.length > 0) this.offered = tools.map(({ name }) => name);
    const hasResult = messages.some(
      ({ content }) =>
        typeof content !== 'string' && content.some(({ type }) => type === 'tool_result'),
    );
    const { use } = this;
    this.#messages += 1;
    const id = String(this.#messages);
    if (use === undefined || tools.length === 0 || hasResult) return words(id);
    return toolUse(id, use);
  }
}

function toolUse(id: string, { name, input }: Use) {
  return message(
    id,
    { type: 'tool_use', id: `toolu_${id}`, name, input: {} },
    { type: 'input_json_delta', partial_json: JSON.stringify(input) },
    'tool_use',
  );
}

function words(id: string) {
  return message(id, { type: 'text', text: '' }, { type: 'text_delta', text: 'Done.' }, 'end_turn');
}

/** A message of one block, as it is streamed. */
function message(id: string, block: object, delta: object, reason: string) {
  const usage = { input_tokens: 1, output_tokens: 1 };
  return [
    {
      type: 'message_start',
      message: {
        id: `msg_${id}`,
        type: 'message',
        role: 'assistant',
        model: 'stub',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage,
      },
    },
    { type: 'content_block_start', index: 0, content_block: block },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: reason, stop_sequence: null }, usage },
    { type: 'message_stop' },
  ];
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
