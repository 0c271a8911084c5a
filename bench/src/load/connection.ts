import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * One kept-alive HTTP/1.1 connection that asks one thing at a time. It reads no more of an answer
 * than it must, so that the generator costs a small part of what it measures.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #head: string;
  #received = '';
  #waiting: PromiseWithResolvers<Answer> | undefined;

  private constructor(socket: Socket, origin: URL) {
    this.#socket = socket;
    this.#head =
      `POST /token HTTP/1.1\r\nHost: ${origin.host}\r\nAccept: application/json\r\n` +
      'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ';
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (chunk: string) => this.#receive(chunk));
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error('the server closed the connection')));
  }

  static async open(origin: string): Promise<Connection> {
    const url = new URL(origin);
    const socket = connect({ host: '127.0.0.1', port: Number(url.port) });
    await once(socket, 'connect');
    return new Connection(socket, url);
  }

  /** Sends a form to the token endpoint. @throws Error where the connection is lost */
  post(form: string): Promise<Answer> {
    const waiting = Promise.withResolvers<Answer>();
    if (this.#socket.destroyed) waiting.reject(new Error('the server closed the connection'));
    this.#waiting = waiting;
    this.#socket.write(`${this.#head}${form.length}\r\n\r\n${form}`);
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
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.#waiting?.reject(new Error(`an answer without Content-Length: ${head}`));
      return;
    }
    const end = headEnd + 4 + Number(length);
    if (this.#received.length < end) return;
    const body = this.#received.slice(headEnd + 4, end);
    this.#received = this.#received.slice(end);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }
}
