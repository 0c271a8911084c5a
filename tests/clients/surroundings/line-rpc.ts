import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** How long an answer may take (milliseconds). */
const PATIENCE = 60_000;

/** JSON-RPC in lines over a command's standard input and output. */
export class LineRpc {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #last = 0;

  constructor(child: ChildProcess) {
    this.#child = child;
    if (child.stdout === null) throw new Error('its output is not read');
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{')) return;
      const message = JSON.parse(line) as Message;
      // Its own requests have ids of their own, and a method.
      if (typeof message.id !== 'number' || message.method !== undefined) return;
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
    });
  }

  /** @returns the result @throws Error where the answer is one */
  async request<Result = unknown>(method: string, params: object): Promise<Result> {
    const { result, error } = await this.answer(method, params);
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result as Result;
  }

  /** @returns the answer, whichever it is */
  answer(method: string, params: object): Promise<Message> {
    this.#last += 1;
    const id = this.#last;
    this.#write({ jsonrpc: '2.0', id, method, params });
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error(`${method}: no answer after ${PATIENCE} ms`));
      }, PATIENCE);
      this.#child.once('close', () => reject(new Error(`${method}: it ended without an answer`)));
      this.#waiting.set(id, (message) => {
        clearTimeout(late);
        resolve(message);
      });
    });
  }

  notify(method: string): void {
    this.#write({ jsonrpc: '2.0', method });
  }

  #write(message: object): void {
    this.#child.stdin?.write(`${JSON.stringify(message)}\n`);
  }
}
