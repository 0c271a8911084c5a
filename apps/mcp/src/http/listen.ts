import { createServer, type RequestListener, type Server } from 'node:http';

/**
 * A client that sends its request too slowly is disconnected. Answers have no time limit. The longest tokens
 * (Entra's, with all groups of a user) would fill the 16 KiB that Node.js allows for headers by themselves.
 */
const connectionLimits = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  maxHeaderSize: 32 * 1024,
} as const;

/** A listening application. */
export interface Listener {
  /** Accepts no new connections, and closes those whose request is not answered by the deadline. */
  close(deadlineMs: number): Promise<void>;
}

/** An address cannot be listened on. The message is a sentence for the operator. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code = 'listen_failed';
}

/** Listens on all of `hosts`; if one fails, on none of them. @throws {@link ListenError} */
export async function listen(
  handler: RequestListener,
  hosts: readonly string[],
  port: number,
): Promise<Listener> {
  const servers: Server[] = [];
  try {
    for (const host of hosts) servers.push(await listenOn(handler, host, port));
  } catch (error) {
    await Promise.all(servers.map((server) => close(server, 0)));
    throw error;
  }
  return {
    close: async (deadlineMs) => {
      await Promise.all(servers.map((server) => close(server, deadlineMs)));
    },
  };
}

function listenOn(handler: RequestListener, host: string, port: number): Promise<Server> {
  const server = createServer(connectionLimits, handler);
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(new ListenError(sentence(cause, host, port), { cause }));
    });
    server.listen({ host, port, ipv6Only: host === '::1' }, () => resolve(server));
  });
}

function sentence({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken by another program: stop it, or set PORT to a free one.`;
  }
  if (code === 'EACCES') {
    return `Port ${port} may not be opened by this user: set PORT to one above 1023.`;
  }
  return `Cannot listen on ${host} port ${port} (${message}): check HOST and PORT.`;
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
