import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { createGuardedGet, type GuardedGet, type Network, OutboundError } from './guarded-get.ts';

/** The guard let something through that it exists to refuse. The message ends with what to do. */
export class OpenGuardError extends Error {
  readonly code = 'open_guard';

  constructor(found: string) {
    super(
      `Requests to addresses that strangers name are not guarded here: ${found}. ` +
        'Something changes what Node does in this process: look at NODE_OPTIONS, at modules that are loaded ' +
        'before the server, and at changes to its code; or set CLIENT_DOCUMENTS=off.',
    );
    this.name = 'OpenGuardError';
  }
}

/**
 * A guard that was tried.
 *
 * @throws OpenGuardError
 */
export async function createTriedGet(network: Partial<Network>): Promise<GuardedGet> {
  const guardedGet = createGuardedGet(network);
  await tryGuard(guardedGet, network);
  return guardedGet;
}

/** Refused within the process; a connection to the canary is as fast. */
const BOUNDS = { maxBytes: 1, timeoutMs: 1000 };

/** Loopback, as a stranger may write it. */
const WRITTEN = [
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://[::ffff:7f00:1]/',
  'https://0.0.0.0/',
];

/** Loopback, as a name server may tell it. */
const TOLD = [
  ['127.0.0.1'],
  ['::ffff:127.0.0.1'],
  ['2606:4700::1111', '127.0.0.1'],
  ['169.254.169.254'],
];

/**
 * Tries the guard before anybody else does, by addresses that it has to refuse. All of them lead to a
 * listener of this process, so that a guard which lets one through does no harm.
 *
 * @param guardedGet the one that will be used
 * @param network what that was made with
 * @throws OpenGuardError where a connection came, or the refusal was another than that of the guard
 */
export async function tryGuard(guardedGet: GuardedGet, network: Partial<Network>): Promise<void> {
  const canary = createServer();
  let connections = 0;
  canary.on('connection', (socket) => {
    connections += 1;
    socket.destroy();
  });
  const port = await listening(canary);
  const toCanary: Partial<Network> = {
    ...network,
    loopback: false,
    destination: () => ({ host: '127.0.0.1', port }),
  };
  const meaning = (addresses: readonly string[]): GuardedGet =>
    createGuardedGet({ ...toCanary, resolve: async () => addresses });
  const written = createGuardedGet(toCanary);
  try {
    const found = await Promise.all([
      // Of the spellings of loopback the only one that is refused where loopback is allowed, too.
      outcomeOf(guardedGet, 'https://0.0.0.0/'),
      ...WRITTEN.map((url) => outcomeOf(written, url)),
      ...TOLD.map((addresses) => outcomeOf(meaning(addresses), 'https://self-test.invalid/')),
    ]);
    const wrong = found.find(({ outcome }) => outcome !== 'address_not_public');
    if (wrong)
      throw new OpenGuardError(`${wrong.url} was to be refused, and came to ${wrong.outcome}`);
    if (connections > 0) throw new OpenGuardError('there was a connection to this machine itself');
  } finally {
    canary.close();
  }
}

async function outcomeOf(guardedGet: GuardedGet, url: string) {
  const outcome = await guardedGet(new URL(url), BOUNDS).then(
    ({ status }) => `an answer with status ${status}`,
    (error: unknown) => (error instanceof OutboundError ? error.code : 'an error'),
  );
  return { url, outcome };
}

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
