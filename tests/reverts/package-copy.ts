import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** Databases for the tests of a copy. */
export interface Databases {
  /** a server where they may be made */
  readonly server: string;
  /** a data directory to copy; absent: the tests make one, which takes five seconds of CPU */
  readonly embedded?: string;
}

/** A package copied to a folder of its own, so that its code can be changed and its tests run. */
export class PackageCopy {
  readonly #root: string;
  readonly #folder: string;

  constructor(name: string) {
    this.#root = mkdtempSync(join(tmpdir(), 'gatehouse-revert-'));
    this.#folder = join(this.#root, name);
    const original = join(ROOT, name);
    mkdirSync(dirname(this.#folder), { recursive: true });
    cpSync(original, this.#folder, {
      recursive: true,
      filter: (source) => !/[\\/](?:node_modules|dist|\.turbo)$/.test(source),
    });
    symlinkSync(join(original, 'node_modules'), join(this.#folder, 'node_modules'));
    cpSync(join(ROOT, 'tsconfig.base.json'), join(this.#root, 'tsconfig.base.json'));
  }

  /** Changes one place of one file. @throws where it is not there exactly once */
  change(file: string, find: string, replace: string): void {
    const path = join(this.#folder, file);
    const parts = readFileSync(path, 'utf8').split(find);
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} of: ${find}`);
    writeFileSync(path, parts.join(replace));
  }

  /**
   * Runs tests of the copy.
   *
   * @param databases what there is, so that not every run makes its own
   * @returns how many passed and failed, and whether every file ran
   */
  async test(
    files: readonly string[],
    { server, embedded }: Databases,
  ): Promise<{ passed: number; failed: number; ran: boolean }> {
    const report = join(this.#root, 'report.json');
    const cli = join(ROOT, 'node_modules/vitest/vitest.mjs');
    const options = ['run', '--reporter=json', `--outputFile=${report}`, '--bail=1'];
    const child = spawn(process.execPath, [cli, ...options, ...files], {
      cwd: this.#folder,
      stdio: 'ignore',
      env: {
        ...process.env,
        TEST_DATABASE_URL: server,
        ...(embedded !== undefined && { TEST_EMBEDDED_DATABASE: embedded }),
      },
    });
    await new Promise((settled) => child.once('exit', settled));
    const {
      numPassedTests: passed,
      numFailedTests: failed,
      numTotalTests: total,
    } = JSON.parse(readFileSync(report, 'utf8')) as Record<
      'numPassedTests' | 'numFailedTests' | 'numTotalTests',
      number
    >;
    return { passed, failed, ran: total > 0 };
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}
