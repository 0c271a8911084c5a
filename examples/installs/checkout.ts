/**
 * The project as somebody has it who cloned it, beside an empty folder of their own: the machine's
 * Node and npm, no pnpm on the PATH. The Node and pnpm of `.tools/` are shared, not to download them
 * for each run.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const root = dirname(dirname(import.meta.dirname));

/** Where the machine's own Node and npm are found, as it was before this project's were put first. */
export const machinePath: string = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('.tools') && !folder.includes('node_modules'))
  .join(delimiter);

/** pnpm as others have it. */
const pnpm = (process.env.PATH ?? '')
  .split(delimiter)
  .find((folder) => existsSync(join(folder, 'pnpm')));

export interface Checkout {
  /** where `gatehouse` is, and folders of their own can be */
  readonly folder: string;
  readonly gatehouse: string;
  readonly remove: () => void;
}

/** Copies what git would: files that are in it, or would be added. */
export function checkOut(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-installs-'));
  const gatehouse = join(folder, 'gatehouse');
  mkdirSync(gatehouse);
  const files = shell('git ls-files -z --cached --others --exclude-standard', root);
  for (const file of files.split('\0')) {
    if (file === '' || !existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(gatehouse, file)), { recursive: true });
    cpSync(join(root, file), join(gatehouse, file));
  }
  const tools = join(root, '.tools');
  if (existsSync(tools)) symlinkSync(tools, join(gatehouse, '.tools'));
  return { folder, gatehouse, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Runs lines of shell as they are printed in a document, and gives what they wrote to standard output.
 *
 * @throws Error with all they printed, where one fails
 */
export function shell(lines: string, cwd: string, options: { pnpm?: boolean } = {}): string {
  const path = [machinePath, ...(options.pnpm && pnpm !== undefined ? [pnpm] : [])];
  const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', lines], {
    cwd,
    encoding: 'utf8',
    env: { ...ownEnvironment(), PATH: path.join(delimiter) },
    maxBuffer: 64 * 2 ** 20,
  });
  if (status !== 0) throw new Error(`${lines}\n${stdout}${stderr}`);
  return stdout;
}

/** Without what the npm or pnpm that runs these tests put into it. */
function ownEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(npm_(?!config_(registry|cafile|.*proxy))|pnpm_|INIT_CWD|NODE_ENV|VITEST)/i.test(name),
    ),
  );
}
