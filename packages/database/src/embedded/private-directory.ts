/**
 * Makes a data directory private to the user that the server runs as. Our own files are made with the
 * right permissions. Those that existed before, were restored, or were written by the embedded Postgres
 * (0666, whatever the umask) get them here.
 *
 * @module
 */
import { chmodSync, lstatSync, readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';

/** Why a directory is not private, and cannot be made so. */
export interface Exposure {
  /** the end of a sentence that begins with the directory */
  readonly problem: string;
  readonly remedy: string;
}

/** The permission bits of group and others. */
const OTHERS = 0o077;
const EVERYBODY_WRITES = 0o002;
const STICKY = 0o1000;

/** Names that Gatehouse itself puts into a data directory. Other files there are not touched. */
const OURS =
  /^(postgres(\.json(\.new)?|\.lock(\.takeover)?)?|secrets\.json(\.[\da-f-]{36})?|control\.(sock|path))$/;

/** Files of file systems and version control, beside which a directory still counts as empty. */
const NOBODYS = new Set(['lost+found', '.gitkeep', '.gitignore', '.DS_Store']);

const OF_ITS_OWN =
  'Name a directory of its own, which need not exist yet: Gatehouse makes it for its user alone.';

/**
 * Makes a data directory, and the files of Gatehouse in it, private to their user: 0700 and 0600. Where
 * it does not exist, or is no directory, nothing is done: making or opening it will fail or not.
 *
 * @returns why it cannot be done; undefined where the directory is private now
 */
export function narrowDataDirectory(directory: string): Exposure | undefined {
  // Windows has other permissions, which Node does not show.
  if (process.getuid === undefined) return undefined;
  try {
    const found = statSync(directory, { throwIfNoEntry: false });
    if (found?.isDirectory() !== true) return undefined;
    refusePlanted(directory);
    refuseShared(directory, found);
    const trusted = new Set([0, process.getuid(), found.uid]);
    // The directory first: once it is private, nobody else can change what is in it.
    narrow(directory, found);
    for (const name of readdirSync(directory)) {
      if (OURS.test(name)) narrowEntry(path.join(directory, name), trusted, true);
    }
    return undefined;
  } catch (error) {
    if (error instanceof Exposed) return error;
    const { code } = error as NodeJS.ErrnoException;
    // A file is in the way, or this user may not look: opening the directory will say so.
    if (code === 'ENOTDIR' || code === 'EACCES' || code === 'ELOOP') return undefined;
    throw error;
  }
}

/** Does the same for everything that the embedded Postgres has written below its directory. */
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

/** A parent directory in which anybody could replace this one; undefined where there is none. */
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

/** Refuses what another user made, in a place where anybody may make directories and links. */
function refusePlanted(directory: string): void {
  for (const place of new Set([path.resolve(directory), realpathSync(directory)])) {
    const { uid } = lstatSync(place);
    if (uid === 0 || uid === process.getuid?.()) continue;
    if ((statSync(path.dirname(place)).mode & EVERYBODY_WRITES) === 0) continue;
    throw new Exposed('belongs to another user and is where everybody may make one', OF_ITS_OWN);
  }
}

/** Refuses directories such as `/tmp`: making them private would harm the rest of the system. */
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

/** @param follow whether to follow a link, which an operator may have made to keys elsewhere */
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
    // Some file systems accept a change without making it.
    if ((statSync(entry).mode & OTHERS) === 0) return;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The running database may have removed the file meanwhile.
    if (code === 'ENOENT') return;
    because = code ?? 'unknown';
  }
  throw new Exposed(
    `is open to other users of this machine and cannot be closed to them (${path.basename(entry)}: ${because})`,
    `Give it to the user of this process (chown). Or: ${OF_ITS_OWN}`,
  );
}
