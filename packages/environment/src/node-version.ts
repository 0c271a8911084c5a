/**
 * Apart from the rest of the package and without imports: it is what an app looks at before it loads
 * anything that an old Node cannot load.
 */

/** What the apps are built for: `engines` of package.json. */
const NEEDED = [22, 18] as const;

/** `EX_CONFIG` of sysexits.h: a restart will fail again. */
const EX_CONFIG = 78;

/** Ends the process with a sentence where Node is older than what this is built for. */
export function refuseOldNode(): void {
  const { node } = process.versions;
  if (!isOld(node)) return;
  process.stderr.write(
    `Node ${node} is too old: install Node ${NEEDED.join('.')} or newer (https://nodejs.org) and start with that.\n`,
  );
  process.exit(EX_CONFIG);
}

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor, neededMinor] = NEEDED;
  return major < neededMajor || (major === neededMajor && minor < neededMinor);
}
