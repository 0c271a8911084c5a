import { Connection } from './load/connection.ts';
import { drive } from './load/drive.ts';
import { Workload, type WorkloadName } from './load/workload.ts';
import type { Cores } from './machine/cores.ts';
import { mainThreadTime, processTime } from './machine/process-time.ts';
import type { BenchServer } from './servers/server.ts';

/** One server in one round of one workload. */
export interface Figure {
  readonly requestsPerSecond: number;
  /** processor time of the server for one request, all threads */
  readonly cpuMilliseconds: number | undefined;
  /** the part of it that ran on the main thread */
  readonly mainThreadMilliseconds: number | undefined;
  /** share of its core that the load generator itself was busy, 0 to 1 */
  readonly generatorBusy: number;
  /** share of the core that generator and PostgreSQL have together, 0 to 1 */
  readonly loadCoreBusy: number | undefined;
}

/** A server together with what is left to present to it. */
export class Contender {
  readonly server: BenchServer;
  readonly #cores: Cores;
  readonly #workload: Workload;
  readonly #connections: number;

  constructor(server: BenchServer, cores: Cores, connections: number) {
    this.server = server;
    this.#cores = cores;
    this.#connections = connections;
    this.#workload = new Workload(server);
    cores.pinServer(server.pid);
  }

  /** One request, outside of any measurement. @returns the members of its answer */
  async probe(name: WorkloadName): Promise<Record<string, unknown>> {
    const connection = await Connection.open(this.server.origin);
    const answer = await connection.ask(this.#workload.next(name));
    connection.close();
    this.#workload.take(name, answer);
    return JSON.parse(answer.body) as Record<string, unknown>;
  }

  async measure(name: WorkloadName, requests: number): Promise<Figure> {
    // Opened anew: a server closes those that rest while the other one has its turn.
    const opening = Array.from({ length: this.#connections }, () =>
      Connection.open(this.server.origin),
    );
    const connections = await Promise.all(opening);
    const before = this.#counters();
    const elapsed = await drive(connections, this.#workload, name, requests);
    const after = this.#counters();
    for (const connection of connections) connection.close();
    const server = difference(after.server, before.server);
    const main = difference(after.mainThread, before.mainThread);
    const core = difference(after.loadCore, before.loadCore);
    return {
      requestsPerSecond: (requests * 1000) / elapsed,
      cpuMilliseconds: server === undefined ? undefined : server / requests,
      mainThreadMilliseconds: main === undefined ? undefined : main / requests,
      generatorBusy: (after.generator - before.generator) / elapsed,
      loadCoreBusy: core === undefined ? undefined : Math.min(1, core / elapsed),
    };
  }

  #counters() {
    const { user, system } = process.cpuUsage();
    return {
      server: processTime(this.server.pid),
      mainThread: mainThreadTime(this.server.pid),
      generator: (user + system) / 1000,
      loadCore: this.#cores.loadCoreBusy(),
    };
  }
}

function difference(after: number | undefined, before: number | undefined): number | undefined {
  return after === undefined || before === undefined ? undefined : after - before;
}
