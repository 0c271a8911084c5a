import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Installs a package of Debian, where this is root on Debian, and says so; does nothing elsewhere. Whoever
 * asked looks afterwards whether it is there. What it brings is not started as a service of the machine.
 */
export function aptInstall(name: string): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  process.stderr.write(`Not found on this machine: apt-get install ${name} …\n`);
  const environment = {
    ...process.env,
    DEBIAN_FRONTEND: 'noninteractive',
    // Tests start servers of their own. A runlevel of its own keeps the scripts of a package from starting
    // what they install, and this does where systemd would.
    RUNLEVEL: '1',
    SYSTEMD_OFFLINE: '1',
  };
  // Several test files may find at once that something is missing: the second waits for the first.
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  const apt = (...args: string[]) => spawnSync('apt-get', [...wait, ...args], { env: environment });
  apt('update');
  apt('install', '-y', '--no-install-recommends', name);
}
