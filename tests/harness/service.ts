import { type ChildProcess, spawn } from 'node:child_process';

/** Ends a child when the process that started it is gone, as `npm start` does with its own. */
const END_WITH_PARENT = new URL('../../scripts/run/end-with-parent.mjs', import.meta.url).href;

/** The apps give requests in flight ten seconds and then close their database; this machine may be busy. */
const GRACE_MS = 60_000;

export interface ServiceOptions {
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** all of the child's environment but what Node needs to run */
  readonly env: Readonly<Record<string, string>>;
  /** whether it serves; asked until it does. Absent: it says so by its first IPC message */
  readonly isReady?: () => Promise<boolean>;
  /** how long it may take to serve (milliseconds) */
  readonly startWithin: number;
}

export interface Exit {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program of the stack in a process of its own, which may be ended and started again. */
export class Service {
  readonly name: string;
  readonly #options: ServiceOptions;
  #output = '';
  #child: ChildProcess | undefined;
  #exited: Promise<Exit> = Promise.resolve({ exitCode: null, signal: null });
  #message: unknown;

  constructor(options: ServiceOptions) {
    this.name = options.name;
    this.#options = options;
  }

  /** Everything it has printed so far, over all its starts. */
  get output(): string {
    return this.#output;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves when the present process has ended, however that came. */
  get exited(): Promise<Exit> {
    return this.#exited;
  }

  /** What it sent over its IPC channel when it was ready, if it did. */
  get message(): unknown {
    return this.#message;
  }

  /**
   * Starts the process and waits until it serves.
   *
   * @param overrides variables that differ this time
   * @throws Error with what it printed, where it ends or stays silent instead
   */
  async start(overrides: Readonly<Record<string, string>> = {}): Promise<void> {
    if (this.#child !== undefined) throw new Error(`${this.name} runs already`);
    const { args, cwd, env, isReady, startWithin } = this.#options;
    const child = spawn(process.execPath, ['--import', END_WITH_PARENT, ...args], {
      cwd,
      env: { ...inherited(), ...env, ...overrides },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
    let ended: Exit | undefined;
    this.#exited = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode, signal) => {
        ended = { exitCode, signal };
        this.#child = undefined;
        resolve(ended);
      });
    });
    this.#message = undefined;
    child.once('message', (message) => {
      this.#message = message;
    });

    const serves = isReady ?? (() => Promise.resolve(this.#message !== undefined));
    const deadline = Date.now() + startWithin;
    while (!(await serves())) {
      if (ended !== undefined) {
        throw new Error(`${this.name} ended (exit code ${ended.exitCode}):\n${this.#output}`);
      }
      if (Date.now() > deadline) {
        await this.stop('SIGKILL');
        throw new Error(`${this.name} does not serve after ${startWithin} ms:\n${this.#output}`);
      }
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
  }

  /** Ends exactly this process and waits for it; insists where it does not follow. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    const child = this.#child;
    if (child === undefined) return this.#exited;
    child.kill(signal);
    const insist = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    const exit = await this.#exited;
    clearTimeout(insist);
    return exit;
  }

  /** Ends the process and starts it again on the same port with the same environment. */
  async restart(overrides: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.stop();
    await this.start(overrides);
  }
}

/** Nothing of the developer's own configuration reaches a test. */
export function inherited(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'LANG', 'NODE_COMPILE_CACHE'];
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
