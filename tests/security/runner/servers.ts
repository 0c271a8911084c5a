/** The servers under attack: our own on a database of its own, twice, and the bare library. */
import { fileURLToPath } from 'node:url';
import { testDatabaseUrl } from '@gatehouse/database/testing';
import pg from 'pg';
import { RESOURCES } from '../../behaviour/actors/resources.ts';
import { freePort } from '../../harness/ports.ts';
import { Service } from '../../harness/service.ts';
import { startStack } from '../../harness/stack.ts';
import { startStock } from '../stock/server.ts';
import { openCanary } from './canary.ts';
import { failingWrite } from './failing-write.ts';
import { Target } from './target.ts';

const MAIN = fileURLToPath(new URL('../../../apps/auth/dist/main.js', import.meta.url));

export interface Servers {
  readonly ours: Target;
  readonly stock: Target;
  /** everything that our own server has printed */
  readonly logs: () => string;
  stop(): Promise<void>;
}

export async function startServers(): Promise<Servers> {
  const canary = await openCanary();
  const bare = await startStock();
  const databaseUrl = await testDatabaseUrl();
  // Hundreds of attacks from one address; the limits have rows of their own, at the other two.
  const auth = {
    RESOURCES,
    LOG_LEVEL: 'debug',
    LIMITS: 'off',
    CONSENT_PAUSE: '0s',
    // Rows that a sweep takes while an attack runs are none that the attack has taken.
    SWEEP_INTERVAL: '1d',
  };
  const stack = await startStack({ databaseUrl, withMcp: false, auth });
  const env = {
    ...auth,
    LIMITS: 'on',
    // As many as a row has the patience for; rows of other pages' requests have addresses of their own.
    LIMIT_PAGE_FAILURES: '20/5m',
    LIMIT_PAGE_REGISTRATIONS: '20/1h',
    LIMIT_REGISTRATIONS: '25/1h',
    CONSENT_PAUSE: '1s',
    DATABASE_URL: databaseUrl,
    GATEHOUSE_DATA_DIR: stack.dataDirectory,
    GITHUB_CLIENT_ID: 'replica',
    GITHUB_CLIENT_SECRET: 'replica-secret',
    GITHUB_URL: stack.githubUrl,
    GITHUB_API_URL: stack.githubUrl,
  };
  const [replica, behindTls] = await Promise.all([
    startReplica(await freePort(), stack.issuer, env),
    startHttps(env),
  ]);
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  return {
    ours: new Target({
      web: stack,
      canary,
      database,
      replicas: [replica.url],
      behindTls: behindTls.url,
      operationsUrl: stack.operationsUrl,
      failing: (n, work) => failingWrite(database, n, work),
      killReplica: async () => {
        await replica.service.stop('SIGKILL');
        await replica.service.start();
      },
    }),
    stock: new Target({
      web: { issuer: bare.issuer, upstreamUrls: [] },
      canary,
      async failing(n, work) {
        bare.faults.arm(n);
        await work();
        return bare.faults.disarm();
      },
    }),
    logs: () =>
      [stack.auth, replica.service, behindTls.service].map(({ output }) => output).join('\n'),
    async stop() {
      await database.end();
      await bare.close();
      await Promise.all([replica.service.stop(), behindTls.service.stop()]);
      await stack.stop();
      canary.close();
    },
  };
}

/** The same database behind a proxy that ends TLS; the requests of rows are what it passes on. */
async function startHttps(env: Readonly<Record<string, string>>) {
  const port = await freePort();
  return startReplica(port, `https://localhost:${port}`, { ...env, TRUST_PROXY: 'loopback' });
}

/** A process of an issuer on a port of its own, on the same database and with the same keys. */
async function startReplica(port: number, issuer: string, env: Readonly<Record<string, string>>) {
  const operationsPort = await freePort();
  const service = new Service({
    name: `apps/auth as ${issuer}`,
    args: [MAIN],
    cwd: env.GATEHOUSE_DATA_DIR ?? '.',
    env: {
      ...env,
      PUBLIC_URL: issuer,
      PORT: String(port),
      OPERATIONS_PORT: String(operationsPort),
    },
    isReady: async () => {
      const ready = await fetch(`http://localhost:${operationsPort}/readyz`).catch(() => undefined);
      return ready?.ok ?? false;
    },
    startWithin: 120_000,
  });
  await service.start();
  return { url: `http://localhost:${port}`, service };
}
