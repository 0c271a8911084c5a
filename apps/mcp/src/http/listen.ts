import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { RefuseUnreadable } from './unreadable.ts';

/**
 * A client that sends its request too slowly is disconnected. Answers have no time limit. The longest tokens
 * (Entra's, with all groups of a user) would fill the 16 KiB that Node.js allows for headers by themselves.
 */
const connectionLimits = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  maxHeaderSize: 32 * 1024,
} as const;

/** How often any free port is looked for that is free on all addresses. */
const attempts = 10;

/** Where to listen, and what to tell the operator where that cannot be. */
export interface Place {
  readonly hosts: readonly string[];
  /** 0: any that is free. */
  readonly port: number;
  /** The variable with the port. */
  readonly variable: 'PORT' | 'OPERATIONS_PORT';
  /** What is served there, in words. */
  readonly what: string;
  /** Answers what never becomes a request. Default: Node does. */
  readonly refuseUnreadable?: RefuseUnreadable;
}

/** A listening application. */
export interface Listener {
  readonly port: number;
  /** Accepts no new connections, and closes those whose request is not answered by the deadline. */
  close(deadlineMs: number): Promise<void>;
}

/** An address cannot be listened on. The message is a sentence for the operator. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code = 'listen_failed';
}

/** Listens on all hosts, on one port; if one fails, on none of them. @throws {@link ListenError} */
export async function listen(handler: RequestListener, place: Place): Promise<Listener> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOnce(handler, place);
    } catch (error) {
      // The port that was free on the first address was not on the second.
      if (place.port !== 0 || attempt === attempts) throw error;
    }
  }
}

async function listenOnce(handler: RequestListener, place: Place): Promise<Listener> {
  const servers: Server[] = [];
  let { port } = place;
  try {
    for (const host of place.hosts) {
      const server = await listenOn(handler, host, { ...place, port });
      servers.push(server);
      ({ port } = server.address() as AddressInfo);
    }
  } catch (error) {
    await Promise.all(servers.map((server) => close(server, 0)));
    throw error;
  }
  return {
    port,
    close: async (deadlineMs) => {
      await Promise.all(servers.map((server) => close(server, deadlineMs)));
    },
  };
}

function listenOn(handler: RequestListener, host: string, place: Place): Promise<Server> {
  const server = createServer(connectionLimits, handler);
  if (place.refuseUnreadable) server.on('clientError', place.refuseUnreadable);
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(new ListenError(sentence(cause, host, place), { cause }));
    });
    server.listen({ host, port: place.port, ipv6Only: host === '::1' }, () => resolve(server));
  });
}

function sentence(
  { code, message }: NodeJS.ErrnoException,
  host: string,
  { port, variable, what }: Place,
): string {
  const named = `Port ${port} on ${host} (${variable}, ${what})`;
  if (code === 'EADDRINUSE') {
    const free = variable === 'PORT' ? 'a free one' : 'a free one, or to 0 for any';
    return `${named} is taken by another program: stop it, or set ${variable} to ${free}.`;
  }
  if (code === 'EACCES') {
    return `${named} may not be opened by this user: set ${variable} to one above 1023.`;
  }
  const hostVariable = variable.replace('PORT', 'HOST');
  return `${named} cannot be opened (${message}): check ${hostVariable} and ${variable}.`;
}

function close(server: Server, deadlineMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), deadlineMs);
    // Otherwise a connection would stay open after its answer, for a next request of the client.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
  });
}
