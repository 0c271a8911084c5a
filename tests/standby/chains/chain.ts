import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '../../behaviour/actors/client.ts';
import type { ChainFigures, Status } from './figures.ts';

/** How soon a request is sent again that failed (milliseconds), and how long a client waits for an answer. */
const AGAIN_AFTER = 300;
const TIMEOUT = 15_000;

/** A client that keeps its authorization alive: it sends the last refresh token that it was given. */
export class Chain {
  readonly #client: Client;
  #held: string;
  /** what the server answered that ended it: an error code, or nothing while it lives */
  refusedAs: string | undefined;
  /** when it was last answered with tokens (milliseconds, `performance.now()`) */
  servedAt = 0;

  constructor(client: Client, refreshToken: string) {
    this.#client = client;
    this.#held = refreshToken;
  }

  /** Refreshes once, however often it has to ask. It gives up where it is refused, or told to. */
  async refresh(figures: ChainFigures, stop: AbortSignal): Promise<void> {
    while (this.refusedAs === undefined && !stop.aborted) {
      const answer = await this.#ask();
      figures.count(answer.status);
      if (answer.status === 200) {
        this.#held = String(answer.refresh_token);
        figures.acknowledge(this.#held);
        this.servedAt = performance.now();
        return;
      }
      // RFC 6749 §5.2: anything of 4xx says that trying again does not help.
      if (Number(answer.status) >= 400 && Number(answer.status) < 500)
        this.refusedAs = String(answer.error);
      else await delay(AGAIN_AFTER);
    }
  }

  async #ask(): Promise<{ status: Status; error?: unknown; refresh_token?: unknown }> {
    const body = new URLSearchParams({
      client_id: this.#client.clientId,
      grant_type: 'refresh_token',
      refresh_token: this.#held,
    });
    try {
      const signal = AbortSignal.timeout(TIMEOUT);
      const url = new URL('/token', this.#client.issuer);
      // A kept connection may be closed in the moment that it is used again: nobody's fault here.
      const headers = { connection: 'close' };
      const response = await fetch(url, { method: 'POST', body, headers, signal });
      const text = await response.text();
      if (!(response.headers.get('content-type') ?? '').startsWith('application/json')) {
        return { status: response.status };
      }
      return { ...(JSON.parse(text) as object), status: response.status };
    } catch (error) {
      return { status: (error as Error).name === 'TimeoutError' ? 'late' : 'cut' };
    }
  }
}
