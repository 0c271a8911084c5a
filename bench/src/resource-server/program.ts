/**
 * A program: the same routes behind each kind of checking, on a port for each, and the checks by
 * themselves. It says when it serves, then does what it is told over IPC.
 *
 * @module
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestIssuer } from '@gatehouse/auth-core/testing';
import express from 'express';
import { AUDIENCE, type Check, checksOf, type Kind, KINDS, middlewareOf } from './kinds.ts';
import { mcpHandler } from './mcp.ts';

/** What this program says when it serves. */
export interface ProgramReady {
  readonly token: string;
  readonly origins: Readonly<Record<Kind, string>>;
}

/** Verify this often; with no check, only tell the time. */
export interface Order {
  readonly check?: Check;
  readonly count?: number;
}

/** What an order took. */
export interface Spent {
  /** processor time so far, all threads, microseconds */
  readonly cpu: number;
  /** milliseconds that the order took */
  readonly elapsed: number;
}

const issuer = await createTestIssuer({ audience: AUDIENCE });
const token = await issuer.token({ claims: { exp: Math.floor(Date.now() / 1000) + 36_000 } });
const checks = await checksOf(issuer);

async function serve(kind: Kind): Promise<string> {
  const auth = await middlewareOf(kind, issuer);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.post('/data', ...auth, (_req, res) => void res.json({ answer: 42 }));
  app.post('/mcp', ...auth, mcpHandler());
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

process.on('message', ({ check, count = 0 }: Order) => {
  const began = performance.now();
  const before = cpu();
  void (async () => {
    if (check !== undefined) {
      for (let done = 0; done < count; done += 1) await checks[check](token);
    }
    const spent = check === undefined ? before : cpu() - before;
    process.send?.({ cpu: spent, elapsed: performance.now() - began } satisfies Spent);
  })();
});

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

const origins = await Promise.all(KINDS.map(async (kind) => [kind, await serve(kind)] as const));
process.send?.({
  token,
  origins: Object.fromEntries(origins) as Record<Kind, string>,
} satisfies ProgramReady);
