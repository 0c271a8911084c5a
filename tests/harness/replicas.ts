/**
 * Several authorization servers on one PostgreSQL behind one address, in real processes.
 *
 * ```
 * client ─▶ PUBLIC_URL = balancer ─▶ replica 0 ─┐
 *                                └─▶ replica 1 ─┴─▶ PostgreSQL
 * ```
 *
 * They share what the documentation says they share: `PUBLIC_URL`, the key rings, the providers and
 * the database. Each has its own ports and a data directory in which nothing is kept.
 *
 * @module
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Balancer } from './balancer.ts';
import { freePort } from './ports.ts';
import { Service } from './service.ts';
import { answers, builtApp, emulatorsFor, type Upstreams, urlsOf } from './stack.ts';

export interface ReplicasOptions {
  readonly databaseUrl: string;
  /** variables of `apps/auth` beside those that the harness sets */
  readonly auth?: Readonly<Record<string, string>>;
  /** Default 2. */
  readonly count?: number;
}

export interface Replicas {
  /** origin of the balancer, which is the issuer */
  readonly issuer: string;
  /** origins of the emulated providers */
  readonly upstreamUrls: readonly string[];
  readonly balancer: Balancer;
  readonly services: readonly Service[];
  /** origins of the replicas themselves, which no client knows */
  readonly urls: readonly string[];
  /** origins of the replicas' operations ports */
  readonly operationsUrls: readonly string[];
  /** everything that any process has printed so far */
  logs(): string;
  /** Ends the processes of this group, no others. */
  stop(): Promise<void>;
}

/** @throws Error where an app has not been built, or does not come up */
export async function startReplicas(options: ReplicasOptions): Promise<Replicas> {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-replicas-'));
  const emulators = new Service({
    name: 'emulators',
    args: await emulatorsFor(issuer),
    cwd: directory,
    env: {},
    startWithin: 120_000,
  });
  const started: Service[] = [emulators];
  let balancer: Balancer | undefined;
  const stop = async () => {
    balancer?.close();
    await Promise.all(started.map((service) => service.stop()));
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await emulators.start();
    const upstreams = emulators.message as Upstreams;
    const shared = {
      ...upstreams,
      PUBLIC_URL: issuer,
      DATABASE_URL: options.databaseUrl,
      GATEHOUSE_DATA_DIR: directory,
      SHUTDOWN_DELAY: '0s',
      // Tests press at once; those of the pause itself set it.
      CONSENT_PAUSE: '0s',
      ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
      COOKIE_KEYS: randomBytes(32).toString('base64'),
      ...options.auth,
    };
    const replicas = [];
    for (let index = 0; index < (options.count ?? 2); index += 1) {
      replicas.push(await replica(`replica ${index}`, directory, shared));
    }
    const services = replicas.map(({ service }) => service);
    started.push(...services);
    await Promise.all(services.map((service) => service.start()));
    balancer = new Balancer(replicas);
    await balancer.listen(port);
    return {
      issuer,
      upstreamUrls: urlsOf(upstreams),
      balancer,
      services,
      urls: replicas.map(({ url }) => url),
      operationsUrls: replicas.map(({ operationsUrl }) => operationsUrl),
      logs: () => services.map(({ output }) => output).join('\n'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function replica(name: string, cwd: string, shared: Readonly<Record<string, string>>) {
  const port = await freePort();
  const operationsPort = await freePort();
  const operationsUrl = `http://localhost:${operationsPort}`;
  const isReady = () => answers(`${operationsUrl}/readyz`);
  const service = new Service({
    name,
    args: [builtApp('auth')],
    cwd,
    env: { ...shared, PORT: String(port), OPERATIONS_PORT: String(operationsPort) },
    isReady,
    // The first of them applies every migration while the others wait.
    startWithin: 120_000,
  });
  return { service, url: `http://localhost:${port}`, operationsUrl, isReady };
}
