import { createServer, type RequestListener, type Server } from 'node:http';

/** A port could not be had. */
export class ListenError extends Error {
  readonly code: string;

  constructor(
    { variable, what }: Pick<ListenOptions, 'variable' | 'what'>,
    { host, port }: { readonly host: string; readonly port: number },
    cause: NodeJS.ErrnoException,
  ) {
    const taken = cause.code === 'EADDRINUSE';
    const named = `Port ${port} on ${host} (${variable}, ${what})`;
    super(
      taken
        ? `${named} is taken by another program: stop it, or set ${variable} to another port.`
        : `${named} cannot be opened (${cause.code ?? 'error'}): ${remedyOf(cause, variable)}.`,
      { cause },
    );
    this.name = 'ListenError';
    this.code = taken ? 'port_taken' : 'port_refused';
  }
}

function remedyOf({ code }: NodeJS.ErrnoException, variable: string): string {
  if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') {
    return `this machine has no such address; set ${variable.replace('PORT', 'HOST')} to one that it has`;
  }
  return `set ${variable} to a port this user may open`;
}

export interface ListenOptions {
  readonly hosts: readonly string[];
  readonly port: number;
  /** the variable to change where the port is taken */
  readonly variable: string;
  /** what is served there, in words */
  readonly what: string;
  /** answers what is refused before there is a request; absent: Node does */
  readonly unreadable?: (server: Server) => void;
}

/**
 * Serves one application on several addresses, within bounds: 15 s for headers, 30 s for a request,
 * 16 KiB of headers. Idle connections are kept for 65 s, longer than a balancer keeps them, so that
 * it never sends into one that is just being closed. An IPv6 address that this machine does not have is passed over as long as
 * another one works.
 *
 * @throws ListenError
 */
export async function listen(app: RequestListener, options: ListenOptions): Promise<Server[]> {
  const servers: Server[] = [];
  let { port } = options;
  for (const host of options.hosts) {
    const server = createServer(
      {
        headersTimeout: 15_000,
        requestTimeout: 30_000,
        keepAliveTimeout: 65_000,
        maxHeaderSize: 16 * 1024,
        // The application refuses it, as it refuses every other name.
        requireHostHeader: false,
      },
      app,
    );
    options.unreadable?.(server);
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host, port }, resolve);
      });
      servers.push(server);
      const address = server.address();
      if (port === 0 && address !== null && typeof address === 'object') port = address.port;
    } catch (error) {
      const cause = error as NodeJS.ErrnoException;
      const absent = cause.code === 'EADDRNOTAVAIL' || cause.code === 'EAFNOSUPPORT';
      if (absent && host.includes(':') && servers.length > 0) continue;
      await close(servers, 0);
      throw new ListenError(options, { host, port }, cause);
    }
  }
  return servers;
}

/** Stops accepting, lets requests in flight finish for up to `graceMs`, then cuts what is left. */
export async function close(servers: readonly Server[], graceMs: number): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          const cut = setTimeout(() => server.closeAllConnections(), graceMs);
          // A connection that is kept alive becomes idle only after its answer was sent.
          const sweep = setInterval(() => server.closeIdleConnections(), 50);
          server.close(() => {
            clearTimeout(cut);
            clearInterval(sweep);
            resolve();
          });
          server.closeIdleConnections();
        }),
    ),
  );
}
