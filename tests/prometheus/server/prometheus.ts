import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../harness/ports.ts';
import { answers } from '../../harness/stack.ts';
import { prometheusProgram } from './programs.ts';

/** One series of an answer, at the moment that was asked for. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What Prometheus makes of a rule. */
export interface Rule {
  readonly name: string;
  /** `ok`, or `err` with {@link lastError} */
  readonly health: string;
  readonly lastError?: string;
}

/** A real Prometheus on loopback, with a data folder that goes when it does. */
export class Prometheus {
  readonly #origin: string;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(origin: string, child: ChildProcess, folder: string) {
    this.#origin = origin;
    this.#process = child;
    this.#folder = folder;
  }

  /**
   * Starts one and waits until it answers.
   *
   * @param configuration a file
   * @throws Error with what it printed, where it does not serve
   */
  static async start(configuration: string): Promise<Prometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-prometheus-'));
    const port = await freePort();
    const child = spawn(
      prometheusProgram('prometheus'),
      [
        `--config.file=${configuration}`,
        `--storage.tsdb.path=${folder}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=warn',
      ],
      { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const started = new Prometheus(`http://127.0.0.1:${port}`, child, folder);
    process.once('exit', started.#killAtExit);
    while (!(await answers(`${started.#origin}/-/ready`))) {
      if (started.#hasEnded) {
        await started.stop();
        throw new Error(`Prometheus ended:\n${output}`);
      }
      await delay(100);
    }
    return started;
  }

  /** What is known now. @throws Error with its reason, where the query is not answered */
  async query(query: string): Promise<Series[]> {
    const { result } = await this.#ask<{
      result: { metric: Record<string, string>; value: [number, string] }[] | [number, string];
    }>('query', { query });
    // A number by itself is a series without labels.
    if (!Array.isArray(result[1])) {
      const [first] = result;
      if (typeof first === 'number') return [{ labels: {}, value: Number(result[1]) }];
    }
    return (result as { metric: Record<string, string>; value: [number, string] }[]).map(
      ({ metric, value: [, value] }) => ({ labels: metric, value: Number(value) }),
    );
  }

  /** Values of a label of the series that a selector finds. */
  async labelValues(label: string, selector: string): Promise<string[]> {
    return this.#ask<string[]>(`label/${label}/values`, { 'match[]': selector });
  }

  async rules(): Promise<Rule[]> {
    const { groups } = await this.#ask<{ groups: { rules: Rule[] }[] }>('rules', {});
    return groups.flatMap(({ rules }) => rules);
  }

  async stop(): Promise<void> {
    process.off('exit', this.#killAtExit);
    if (!this.#hasEnded) {
      const ended = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  get #hasEnded(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  readonly #killAtExit = (): void => {
    this.#process.kill('SIGKILL');
  };

  async #ask<Data>(path: string, parameters: Record<string, string>): Promise<Data> {
    const url = new URL(`/api/v1/${path}`, this.#origin);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const answer = (await (await fetch(url)).json()) as { data: Data; error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.data;
  }
}
