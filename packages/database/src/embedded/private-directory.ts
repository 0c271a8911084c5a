/**
 * A data directory that only its own user may enter. Permissions are given when a directory or file
 * is made; one that was there before, was restored, or that the embedded Postgres wrote (0666,
 * whatever the umask), is narrowed here.
 *
 * @module
 */
import { chmodSync, lstatSync, readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';

/** Why a directory is not private, and cannot be made so. */
export interface Exposure {
  /** ends a sentence that begins with the directory */
  readonly problem: string;
  readonly remedy: string;
}

/** What others may do with a file, whoever owns it. */
const OTHERS = 0o077;
const EVERYBODY_WRITES = 0o002;
const STICKY = 0o1000;

/** Everything that Gatehouse itself puts into a data directory; what else lies there is not touched. */
const OURS =
  /^(postgres(\.json(\.new)?|\.lock(\.takeover)?)?|secrets\.json(\.[\da-f-]{36})?|control\.(sock|path))$/;

/** Found in directories that are empty to a user: of file systems, of version control. */
const NOBODYS = new Set(['lost+found', '.gitkeep', '.gitignore', '.DS_Store']);

const OF_ITS_OWN =
  'Name a directory of its own, which need not exist yet: Gatehouse makes it for its user alone.';

/**
 * Takes a data directory, and what Gatehouse keeps in it, away from everybody but its user: 0700 and
 * 0600. A directory that does not exist, or is none, is left to whoever makes or opens it.
 *
 * @returns why that cannot be done; undefined where it is private now
 */
export function narrowDataDirectory(directory: string): Exposure | undefined {
  // Windows has other permissions, and Node answers none of these questions there.
  if (process.getuid === undefined) return undefined;
  try {
    const found = statSync(directory, { throwIfNoEntry: false });
    if (found?.isDirectory() !== true) return undefined;
    refusePlanted(directory);
    refuseShared(directory, found);
    const trusted = new Set([0, process.getuid(), found.uid]);
    // From the outside in: once the first is closed, nobody can change what lies below it.
    narrow(directory, found);
    for (const name of readdirSync(directory)) {
      if (OURS.test(name)) narrowEntry(path.join(directory, name), trusted, true);
    }
    return undefined;
  } catch (error) {
    if (error instanceof Exposed) return error;
    const { code } = error as NodeJS.ErrnoException;
    // A file stands in the way, or somebody may not even look: opening it will tell.
    if (code === 'ENOTDIR' || code === 'EACCES' || code === 'ELOOP') return undefined;
    throw error;
  }
}

/** The same for what the embedded Postgres has written below its own directory. */
export function narrowCluster(cluster: string): Exposure | undefined {
  if (process.getuid === undefined) return undefined;
  try {
    const { uid } = statSync(cluster);
    narrowEntry(cluster, new Set([0, process.getuid(), uid]), true);
    return undefined;
  } catch (error) {
    if (error instanceof Exposed) return error;
    throw error;
  }
}

/** A directory above, in which anybody may put another one in the place of this; undefined: there is none. */
export function replaceableIn(directory: string): string | undefined {
  for (let below = path.resolve(directory); path.dirname(below) !== below; ) {
    below = path.dirname(below);
    const mode = statSync(below, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & EVERYBODY_WRITES) !== 0 && (mode & STICKY) === 0) return below;
  }
  return undefined;
}

class Exposed extends Error implements Exposure {
  readonly problem: string;
  readonly remedy: string;
  constructor(problem: string, remedy: string) {
    super(problem);
    this.problem = problem;
    this.remedy = remedy;
  }
}

/** Where anybody may make a directory or a link, one of another user is theirs and not ours. */
function refusePlanted(directory: string): void {
  for (const place of new Set([path.resolve(directory), realpathSync(directory)])) {
    const { uid } = lstatSync(place);
    if (uid === 0 || uid === process.getuid?.()) continue;
    if ((statSync(path.dirname(place)).mode & EVERYBODY_WRITES) === 0) continue;
    throw new Exposed('belongs to another user and is where everybody may make one', OF_ITS_OWN);
  }
}

/** Closing `/tmp`, or what belongs to a whole system, would harm others. */
function refuseShared(directory: string, { mode }: Stats): void {
  if ((mode & OTHERS) === 0) return;
  const names = readdirSync(directory);
  const known = names.some((name) => name === 'postgres.json' || name === 'secrets.json');
  const foreign = names.some((name) => !OURS.test(name) && !NOBODYS.has(name));
  if ((mode & STICKY) === 0 && (known || !foreign)) return;
  throw new Exposed(
    'is open to other users of this machine and holds other things than Gatehouse’s',
    `${OF_ITS_OWN} Or close this one to others yourself (chmod 700).`,
  );
}

/** @param follow whether a link is one that an operator may have made: to keys that lie elsewhere */
function narrowEntry(entry: string, trusted: ReadonlySet<number>, follow = false): void {
  let found = lstatSync(entry, { throwIfNoEntry: false });
  if (found !== undefined) refuseStrangers(entry, found, trusted);
  if (found?.isSymbolicLink() === true) {
    if (!follow) return;
    found = statSync(entry, { throwIfNoEntry: false });
    if (found !== undefined) refuseStrangers(entry, found, trusted);
  }
  if (found === undefined) return;
  narrow(entry, found);
  if (!found.isDirectory()) return;
  for (const name of readdirSync(entry)) narrowEntry(path.join(entry, name), trusted);
}

function refuseStrangers(entry: string, { uid }: Stats, trusted: ReadonlySet<number>): void {
  if (trusted.has(uid)) return;
  throw new Exposed(
    `holds ${path.basename(entry)}, which belongs to another user`,
    'Look at who put it there. Give it to the user of this process (chown) only if it is yours.',
  );
}

function narrow(entry: string, found: Stats): void {
  if ((found.mode & OTHERS) === 0) return;
  let because = 'its file system keeps no permissions';
  try {
    chmodSync(entry, found.isDirectory() ? 0o700 : 0o600);
    // Some file systems take a change and forget it.
    if ((statSync(entry).mode & OTHERS) === 0) return;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A database that runs removes files of its own.
    if (code === 'ENOENT') return;
    because = code ?? 'unknown';
  }
  throw new Exposed(
    `is open to other users of this machine and cannot be closed to them (${path.basename(entry)}: ${because})`,
    `Give it to the user of this process (chown). Or: ${OF_ITS_OWN}`,
  );
}
