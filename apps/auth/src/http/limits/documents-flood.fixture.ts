/**
 * Sends authorization requests for clients that nobody knows, so many in a second, and waits for no
 * answer before the next one. A process of its own, so that it does not share the server's thread.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'node:http';

/** What the process is told first. */
export interface Flood {
  /** an authorization request without its client */
  readonly url: string;
  readonly clientIds: readonly string[];
  /** networks that the requests come from */
  readonly addresses: readonly string[];
  readonly perSecond: number;
}

/** Told when all is sent and answered, or `pause` was: how often each status came by now. */
export interface Answered {
  readonly statuses: Readonly<Record<number, number>>;
  readonly left: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 200 });
const statuses: Record<number, number> = {};
const underWay = new Set<Promise<void>>();
const state: { flood?: Flood; sent: number; isPaused: boolean } = { sent: 0, isPaused: true };

/** `rush`: what is left is sent at once. */
process.on('message', (message: Flood | 'resume' | 'pause' | 'rush') => {
  if (typeof message === 'object') {
    state.flood = message;
    return;
  }
  state.isPaused = message === 'pause';
  if (state.isPaused || state.flood === undefined) return;
  const rush = { ...state.flood, perSecond: Number.POSITIVE_INFINITY };
  void flow(message === 'rush' ? rush : state.flood);
});

async function flow(flood: Flood): Promise<void> {
  const { clientIds, addresses, perSecond } = flood;
  const began = performance.now();
  const before = state.sent;
  while (!state.isPaused && state.sent < clientIds.length) {
    // A moment at least: nothing at all would be no number with everything at once.
    const due = before + ((performance.now() - began + 1) / 1000) * perSecond;
    while (state.sent < Math.min(due, clientIds.length)) {
      const address = addresses[state.sent % addresses.length] ?? '';
      const asked = ask(flood.url, clientIds[state.sent] ?? '', address);
      state.sent += 1;
      underWay.add(asked);
      void asked.finally(() => underWay.delete(asked));
    }
    await delay(10);
  }
  await Promise.all(underWay);
  const answered: Answered = { statuses: { ...statuses }, left: clientIds.length - state.sent };
  process.send?.(answered);
}

function ask(url: string, clientId: string, address: string): Promise<void> {
  const of = new URL(url);
  of.searchParams.set('client_id', clientId);
  return new Promise((resolve) => {
    const headers = { 'x-forwarded-for': address, accept: 'text/html' };
    const count = (status: number) => {
      statuses[status] = (statuses[status] ?? 0) + 1;
      resolve();
    };
    const send = () => {
      const asked = request(of, { agent, headers }, (response) => {
        response.resume().on('close', () => count(response.statusCode ?? 0));
      });
      // A connection that was idle may be closed just when it is used again: nothing was sent.
      asked.on('error', () => (asked.reusedSocket ? send() : count(0))).end();
    };
    send();
  });
}
