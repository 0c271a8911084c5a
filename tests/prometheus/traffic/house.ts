import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Forwarder, startPostgres, type TestPostgres } from '@gatehouse/database/testing/postgres';
import { parse, stringify } from 'yaml';
import { type Stack, startStack } from '../../harness/stack.ts';
import { read, ROOT } from '../questions/question.ts';
import { Prometheus } from '../server/prometheus.ts';
import { until } from './until.ts';

/** Small enough to be felt in a test. */
const LIMITS = { LIMITS: 'on', LIMIT_CLIENT_FAILURES: '2/1h' };

/** A busy machine has that long to answer: a scrape that takes longer is none. */
const SCRAPE_SECONDS = 2;

interface Configuration {
  readonly global: object;
  readonly scrape_configs: readonly { readonly job_name: string }[];
}

/** Both apps, and a Prometheus that looks at them by the example in `deploy`, only more often. */
export class House {
  readonly stack: Stack;
  readonly prometheus: Prometheus;
  readonly #postgres: TestPostgres;
  readonly #database: Forwarder;
  readonly #databaseUrl: string;
  readonly #folder: string;

  private constructor(
    stack: Stack,
    prometheus: Prometheus,
    postgres: TestPostgres,
    { database, databaseUrl, folder }: { database: Forwarder; databaseUrl: string; folder: string },
  ) {
    this.stack = stack;
    this.prometheus = prometheus;
    this.#postgres = postgres;
    this.#database = database;
    this.#databaseUrl = databaseUrl;
    this.#folder = folder;
  }

  /** @throws Error where something of it does not start; nothing is left of the rest then */
  static async start(): Promise<House> {
    const started: { stop(): unknown }[] = [];
    try {
      const postgres = await startPostgres();
      started.push(postgres);
      const databaseUrl = await postgres.createDatabase();
      const database = await Forwarder.open(databaseUrl);
      started.push({ stop: () => database.close() });
      const stack = await startStack({
        databaseUrl: database.url,
        auth: {
          ...LIMITS,
          ADMIT: 'ada@example.com',
          TRUST_PROXY: 'loopback',
          SWEEP_INTERVAL: '1s',
        },
      });
      started.push(stack);
      const folder = mkdtempSync(join(tmpdir(), 'gatehouse-scrape-'));
      const configuration = join(folder, 'prometheus.yml');
      writeFileSync(configuration, configurationFor(stack));
      const prometheus = await Prometheus.start(configuration);
      return new House(stack, prometheus, postgres, { database, databaseUrl, folder });
    } catch (error) {
      for (const one of started.toReversed()) await one.stop();
      throw error;
    }
  }

  /** Waits until Prometheus knows what both apps count now, a rate included. */
  async scraped(): Promise<void> {
    const now = Date.now() / 1_000;
    await until(async () => {
      const scrapes = await this.prometheus.query(
        'timestamp(up == 1) and sum_over_time(up[1h]) > 1',
      );
      return scrapes.filter(({ value }) => value > now + SCRAPE_SECONDS).length === 2;
    });
  }

  /** Does something while the database cannot be reached. */
  async withoutDatabase(work: () => Promise<void>): Promise<void> {
    // Nobody listens on the first port.
    this.#database.lead('postgresql://127.0.0.1:1/');
    try {
      await work();
    } finally {
      this.#database.lead(this.#databaseUrl);
    }
  }

  async stop(): Promise<void> {
    await this.prometheus.stop();
    await this.stack.stop();
    this.#database.close();
    await this.#postgres.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The example of `deploy`, with the addresses of this stack. */
function configurationFor({ operationsUrl, mcpOperationsUrl }: Stack): string {
  const example = parse(read('deploy/prometheus/prometheus.yml')) as Configuration;
  const targets: Readonly<Record<string, string>> = {
    'gatehouse-auth': new URL(operationsUrl).host,
    'gatehouse-mcp': new URL(mcpOperationsUrl).host,
  };
  return stringify({
    ...example,
    global: { ...example.global, scrape_interval: `${SCRAPE_SECONDS}s`, evaluation_interval: '2s' },
    rule_files: [join(ROOT, 'deploy/prometheus/alerts.yml')],
    scrape_configs: example.scrape_configs.map((one) => ({
      ...one,
      static_configs: [{ targets: [targets[one.job_name]] }],
    })),
  });
}
