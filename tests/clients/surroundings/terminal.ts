import { type ChildProcess, spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** How long a command may take, a person's part included (milliseconds). */
const PATIENCE = 120_000;

export interface TerminalOptions {
  /** every variable that a command gets */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** how an address begins that is for a browser */
  readonly shows: string;
  /** gets each such address once */
  readonly onAddress: (url: URL) => Promise<void>;
}

export interface Ended {
  readonly exitCode: number | null;
  /** standard output and standard error, without control sequences */
  readonly output: string;
  /** standard output alone */
  readonly stdout: string;
}

/** A command that is spoken to while it runs. */
export interface Running {
  readonly child: ChildProcess;
  /** resolves when it has ended; an address that could not be visited rejects it */
  readonly ended: Promise<Ended>;
  /** Ends it and whatever it started. */
  kill(): void;
}

/** Where commands of a client run, and where somebody opens the addresses that they print. */
export class Terminal {
  readonly #options: TerminalOptions;
  readonly #shown = new Set<string>();
  readonly #running = new Set<Running>();

  constructor(options: TerminalOptions) {
    this.#options = options;
  }

  /** Runs a command to its end, whatever its exit code is. */
  run(file: string, args: readonly string[]): Promise<Ended> {
    const running = this.start(file, args);
    // Some wait for what might be piped to them.
    running.child.stdin?.end();
    return this.#end(running);
  }

  /**
   * The same at a terminal, which some commands insist on, so wide that no address is broken.
   * `script` is of util-linux.
   */
  runAtTerminal(file: string, args: readonly string[]): Promise<Ended> {
    const command = ['exec', file, ...args].map((word) => `'${word}'`).join(' ');
    const inner = `stty cols 4000 rows 50; ${command.replace(/^'exec'/, 'exec')}`;
    const options = ['--quiet', '--flush', '--return', '--command', inner, '/dev/null'];
    return this.#end(this.start('script', options));
  }

  /** Starts a command whose standard input stays open. */
  start(file: string, args: readonly string[]): Running {
    const { env, cwd } = this.#options;
    // A group of its own, so that what it starts is ended with it.
    const child = spawn(file, args, { cwd, env, detached: true, stdio: 'pipe' });
    const kill = () => killGroup(child.pid);
    let stdout = '';
    let output = '';
    let failure: Error | undefined;
    const visits: Promise<void>[] = [];
    const receive = (text: string) => {
      output += text;
      for (const url of this.#newAddresses(output)) {
        visits.push(
          this.#options.onAddress(url).catch((error: unknown) => {
            failure = error instanceof Error ? error : new Error(String(error));
            kill();
          }),
        );
      }
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      receive(text);
    });
    child.stderr.setEncoding('utf8').on('data', receive);
    // A command that ends without reading is as good.
    child.stdin.on('error', () => undefined);
    const closed = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    const ended = closed.then(async (exitCode) => {
      this.#running.delete(running);
      kill();
      await Promise.all(visits);
      if (failure !== undefined) {
        throw new Error(`${failure.message}; the command had printed:\n${output}`);
      }
      return {
        exitCode,
        output: stripVTControlCharacters(output),
        stdout: stripVTControlCharacters(stdout),
      };
    });
    const running: Running = { child, ended, kill };
    this.#running.add(running);
    return running;
  }

  /** Ends what still runs. */
  async close(): Promise<void> {
    const all = [...this.#running];
    for (const running of all) running.kill();
    await Promise.allSettled(all.map(({ ended }) => ended));
  }

  async #end(running: Running): Promise<Ended> {
    let isLate = false;
    const late = setTimeout(() => {
      isLate = true;
      running.kill();
    }, PATIENCE);
    try {
      const ended = await running.ended;
      if (isLate) throw new Error(`no end after ${PATIENCE} ms:\n${ended.output}`);
      return ended;
    } finally {
      clearTimeout(late);
    }
  }

  /** Addresses that are there to their end; each is told once, however often it is printed. */
  #newAddresses(output: string): URL[] {
    const { shows } = this.#options;
    const found: URL[] = [];
    for (const word of stripVTControlCharacters(output).split(/(?<=[\s"'<>])/)) {
      const at = word.indexOf(shows);
      if (at === -1 || !/[\s"'<>]$/.test(word)) continue;
      const address = word.slice(at, -1);
      if (this.#shown.has(address)) continue;
      this.#shown.add(address);
      found.push(new URL(address));
    }
    return found;
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Everything in it has ended already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
