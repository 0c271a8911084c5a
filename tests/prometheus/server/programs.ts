import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall } from '@gatehouse/database/testing/apt-install';

/**
 * A program of Prometheus: on the PATH, or where Debian and Homebrew put it. Where there is none, and this is
 * root on Debian, the package is installed, and no service of it is started.
 *
 * @throws Error with the remedy
 */
export function prometheusProgram(name: 'prometheus' | 'promtool'): string {
  const found = installed(name);
  if (found !== undefined) return found;
  aptInstall('prometheus');
  const afterwards = installed(name);
  if (afterwards !== undefined) return afterwards;
  throw new Error(
    `These tests need ${name} and found none. Install Prometheus (Debian: apt-get install prometheus; macOS: brew install prometheus).`,
  );
}

function installed(name: string): string | undefined {
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/opt/homebrew/bin']
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}
