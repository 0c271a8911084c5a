/**
 * Sends authorization requests for clients that nobody knows, so many in a second, and waits for no
 * answer before the next one. Runs in a thread of its own, so that it does not share the server's.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';

/** What the thread is told when it starts. */
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

const { url, clientIds, addresses, perSecond } = workerData as Flood;
const agent = new Agent({ keepAlive: true, maxSockets: 200 });
const statuses: Record<number, number> = {};
const underWay = new Set<Promise<void>>();
let sent = 0;
let isPaused = true;

parentPort?.on('message', (message: 'resume' | 'pause') => {
  isPaused = message === 'pause';
  if (!isPaused) void flow();
});

async function flow(): Promise<void> {
  const began = performance.now();
  const before = sent;
  while (!isPaused && sent < clientIds.length) {
    const due = before + ((performance.now() - began) / 1000) * perSecond;
    while (sent < Math.min(due, clientIds.length)) {
      const asked = ask(clientIds[sent] ?? '', addresses[sent % addresses.length] ?? '');
      sent += 1;
      underWay.add(asked);
      void asked.finally(() => underWay.delete(asked));
    }
    await delay(10);
  }
  await Promise.all(underWay);
  const answered: Answered = { statuses: { ...statuses }, left: clientIds.length - sent };
  parentPort?.postMessage(answered);
}

function ask(clientId: string, address: string): Promise<void> {
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
