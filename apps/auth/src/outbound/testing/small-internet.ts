/**
 * An internet on loopback: a name server, one host with a certificate for its names, and a canary behind
 * every other address. The judgement of addresses is the real one.
 *
 * @module
 */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import type { Network } from '../guarded-get.ts';
import { resolveBy } from '../resolve.ts';
import { type Canary, startCanary } from './canary.ts';
import { type NameServer, startNameServer } from './name-server.ts';

/** Where the host is. No test sends anything there: the socket goes to loopback. */
export const PUBLIC4 = '93.184.215.14';
export const PUBLIC6 = '2606:2800:21f:cb07:6820:80da:af6b:8b2c';

export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

export interface SmallInternet {
  /** for `createGuardedGet` */
  readonly network: Partial<Network>;
  readonly names: NameServer;
  /** behind every address that is not the host's */
  readonly canary: Canary;
  /** addresses that a socket was to be opened to, in order */
  readonly dialled: string[];
  /** `<name of the handshake> <Host> <path>` of each request to the host, in order */
  readonly requests: string[];
  /** sockets at the host that are open, and how many there have been */
  readonly sockets: { readonly open: number; readonly accepted: number };
  /** where the host listens on loopback */
  readonly port: number;
  /** PEM of the authority that the host's certificate is of */
  readonly ca: string;
  /** How the host answers from now on. */
  answer(how: Answering): void;
  close(): void;
}

/** @param hosts names that the certificate is for; each one means the host, until a test says otherwise */
export async function startSmallInternet(hosts: readonly string[]): Promise<SmallInternet> {
  const [names, canary, { ca, key, cert }] = await Promise.all([
    startNameServer(),
    startCanary(),
    certificateFor(hosts),
  ]);
  for (const host of hosts) names.means(host, { addresses: [PUBLIC4] });
  const requests: string[] = [];
  const dialled: string[] = [];
  const open = new Set<Socket>();
  let accepted = 0;
  let answering: Answering = (_request, response) => response.writeHead(404).end();
  const server = createServer({ key, cert }, (request, response) => {
    const { servername } = request.socket as TLSSocket;
    requests.push(`${servername} ${request.headers.host} ${request.url}`);
    answering(request, response);
  });
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    network: {
      resolve: resolveBy([names.address]),
      ca: [ca],
      destination(address) {
        dialled.push(address);
        if (address === PUBLIC4 || address === PUBLIC6) return { host: '127.0.0.1', port };
        return { host: '127.0.0.1', port: canary.port };
      },
    },
    names,
    canary,
    dialled,
    requests,
    sockets: {
      get open() {
        return open.size;
      },
      get accepted() {
        return accepted;
      },
    },
    port,
    ca,
    answer(how) {
      answering = how;
    },
    close() {
      server.close().closeAllConnections();
      for (const socket of open) socket.destroy();
      canary.close();
      names.close();
    },
  };
}

/** A certificate for some names, and the authority that it is of. */
async function certificateFor(
  hosts: readonly string[],
): Promise<{ ca: string; key: string; cert: string }> {
  const kind = { keyType: 'ec', algorithm: 'sha256' } as const;
  const authority = await generate([{ name: 'commonName', value: 'An authority of tests' }], {
    ...kind,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: 'A host of tests' }],
    {
      ...kind,
      ca: { key: authority.private, cert: authority.cert },
      extensions: [
        { name: 'basicConstraints', cA: false },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: hosts.map((value) => ({ type: 2, value })),
        },
      ],
    },
  );
  return { ca: authority.cert, key, cert };
}
