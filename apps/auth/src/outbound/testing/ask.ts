/**
 * A process that asks through the guard: what a variable of Node's or the system's changes, it changes
 * when a process starts. Prints what came of each address.
 *
 * @module
 */
import { createGuardedGet, type Network } from '../guarded-get.ts';
import { resolveBy } from '../resolve.ts';
import { outcomeOf } from './outcome.ts';

/** What it is told by its first argument, as JSON. */
export interface Asked {
  readonly urls: readonly string[];
  readonly nameServer: string;
  readonly ca?: string | undefined;
  /** where a public address is */
  readonly port: number;
}

const { urls, nameServer, ca, port } = JSON.parse(process.argv[2] ?? '') as Asked;
const network: Partial<Network> = {
  resolve: resolveBy([nameServer]),
  ca: ca === undefined ? undefined : [ca],
  destination: () => ({ host: '127.0.0.1', port }),
};
const outcomes: unknown[] = [];
for (const url of urls) {
  outcomes.push(
    await outcomeOf(createGuardedGet(network)(new URL(url), { maxBytes: 5120, timeoutMs: 20_000 })),
  );
}
process.stdout.write(JSON.stringify(outcomes));
