import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Method, path and headers of a request. */
export interface RequestHead {
  /** Default: POST */
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Makes the text of requests that differ in their body only, which has to be in ASCII. */
export function requestTo(origin: string, { method = 'POST', path, headers }: RequestHead) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `${method} ${path} HTTP/1.1\r\nHost: ${new URL(origin).host}\r\n${lines.join('')}`;
  return method === 'GET'
    ? () => `${head}\r\n`
    : (body: string) => `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
}

/**
 * One kept-alive HTTP/1.1 connection that asks one thing at a time. It reads no more of an answer
 * than it must, so that the generator costs a small part of what it measures.
 */
export class Connection {
  readonly #socket: Socket;
  #received = '';
  #waiting: PromiseWithResolvers<Answer> | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (chunk: string) => this.#receive(chunk));
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error('the server closed the connection')));
  }

  static async open(origin: string): Promise<Connection> {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(origin).port) });
    await once(socket, 'connect');
    return new Connection(socket);
  }

  /** Sends the text of a request ({@link requestTo}). @throws Error where the connection is lost */
  ask(request: string): Promise<Answer> {
    const waiting = Promise.withResolvers<Answer>();
    if (this.#socket.destroyed) waiting.reject(new Error('the server closed the connection'));
    this.#waiting = waiting;
    this.#socket.write(request);
    return waiting.promise;
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #receive(chunk: string): void {
    this.#received += chunk;
    const headEnd = this.#received.indexOf('\r\n\r\n');
    if (headEnd === -1) return;
    const head = this.#received.slice(0, headEnd);
    const [body, end] = bodyIn(head, this.#received, headEnd + 4) ?? [];
    if (body === undefined) return;
    this.#received = this.#received.slice(end);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }
}

/** Text and end of a body that begins here; undefined where more of it has to come. */
function bodyIn(head: string, text: string, start: number): [string, number] | undefined {
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const end = start + Number(length);
    return text.length < end ? undefined : [text.slice(start, end), end];
  }
  // In chunks: of those this generator needs no more than the last, which is empty.
  const last = text.indexOf('\r\n0\r\n\r\n', start);
  return last === -1 ? undefined : [text.slice(start, last), last + 7];
}
