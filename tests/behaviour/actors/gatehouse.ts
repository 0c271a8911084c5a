import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { inherited } from '../../harness/service.ts';

const CLI = fileURLToPath(new URL('../../../apps/auth/dist/cli.js', import.meta.url));

/** What a command left behind. */
export interface Result {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs commands as an operator would, in a folder, with these variables and no others of Gatehouse. */
export class Gatehouse {
  readonly #env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #program: string;

  /** @param program the built command. Default: that of this checkout */
  constructor(env: Readonly<Record<string, string>>, folder: string, program = CLI) {
    this.#env = env;
    this.#folder = folder;
    this.#program = program;
  }

  /** For the operator of a running stack. */
  static of(
    stack: { readonly dataDirectory: string; readonly databaseUrl?: string },
    program?: string,
  ): Gatehouse {
    const { dataDirectory, databaseUrl } = stack;
    const server = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
    return new Gatehouse({ GATEHOUSE_DATA_DIR: dataDirectory, ...server }, dataDirectory, program);
  }

  async run(...args: string[]): Promise<Result> {
    const { stdout, ...result } = await this.pipe(undefined, ...args);
    return { ...result, stdout: stdout.toString() };
  }

  /** @param input what it reads from standard input. @returns what it wrote, byte by byte */
  async pipe(
    input: Uint8Array | undefined,
    ...args: string[]
  ): Promise<Omit<Result, 'stdout'> & { readonly stdout: Buffer }> {
    const child = this.start(...args);
    child.stdin.on('error', () => {}).end(input);
    const [stdout, stderr] = [child.stdout.toArray(), child.stderr.toArray()];
    const [exitCode] = (await once(child, 'close')) as [number];
    return {
      exitCode,
      stdout: Buffer.concat((await stdout) as Buffer[]),
      stderr: Buffer.concat((await stderr) as Buffer[]).toString(),
    };
  }

  /** A command that runs. */
  start(...args: string[]): ChildProcessWithoutNullStreams {
    return spawn(process.execPath, [this.#program, ...args], {
      cwd: this.#folder,
      env: { ...inherited(), ...this.#env },
    });
  }

  /** @returns what it printed as JSON @throws Error where it failed */
  async json<Answer = Record<string, unknown>>(...args: string[]): Promise<Answer> {
    const { exitCode, stdout, stderr } = await this.run(...args, '--json');
    if (exitCode !== 0) throw new Error(`gatehouse ${args.join(' ')}: ${stderr}`);
    return JSON.parse(stdout) as Answer;
  }
}

/** A client that the operator has added. */
export interface AddedClient {
  readonly client_id: string;
  readonly client_secret: string;
}
