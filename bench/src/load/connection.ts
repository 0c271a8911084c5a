import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Path and headers of a request. */
export interface RequestHead {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

const TOKEN_REQUEST: RequestHead = {
  path: '/token',
  headers: {
    Accept: 'application/json',
    'Content-Type': 'application/x-www-form-urlencoded',
  },
};

/**
 * One kept-alive HTTP/1.1 connection that asks one thing at a time. It reads no more of an answer
 * than it must, so that the generator costs a small part of what it measures.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #head: string;
  #received = '';
  #waiting: PromiseWithResolvers<Answer> | undefined;

  private constructor(socket: Socket, head: string) {
    this.#socket = socket;
    this.#head = head;
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (chunk: string) => this.#receive(chunk));
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error('the server closed the connection')));
  }

  /** @param request what is sent before each body. Default: that of the token endpoint */
  static async open(origin: string, request: RequestHead = TOKEN_REQUEST): Promise<Connection> {
    const url = new URL(origin);
    const socket = connect({ host: '127.0.0.1', port: Number(url.port) });
    await once(socket, 'connect');
    const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}\r\n`);
    return new Connection(
      socket,
      `POST ${request.path} HTTP/1.1\r\nHost: ${url.host}\r\n${headers.join('')}Content-Length: `,
    );
  }

  /** Sends a body in ASCII. @throws Error where the connection is lost */
  post(body: string): Promise<Answer> {
    const waiting = Promise.withResolvers<Answer>();
    if (this.#socket.destroyed) waiting.reject(new Error('the server closed the connection'));
    this.#waiting = waiting;
    this.#socket.write(`${this.#head}${body.length}\r\n\r\n${body}`);
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
