import { spawn } from 'node:child_process';
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
    const child = spawn(process.execPath, [this.#program, ...args], {
      cwd: this.#folder,
      env: { ...inherited(), ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr] = [child.stdout, child.stderr].map((stream) =>
      stream.setEncoding('utf8').toArray(),
    );
    const [exitCode] = (await once(child, 'close')) as [number];
    return {
      exitCode,
      stdout: ((await stdout) ?? []).join(''),
      stderr: ((await stderr) ?? []).join(''),
    };
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
