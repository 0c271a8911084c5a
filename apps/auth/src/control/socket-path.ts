import { lstat, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** `sun_path` holds 104 bytes on macOS and 108 on Linux, the final NUL included. */
const LONGEST = 103;

/** Says where the socket is, when it is not in the data directory. */
const POINTER = 'control.path';

/** The place of the socket in a data directory; undefined where that path is too long for one. */
function placeIn(dataDirectory: string): string | undefined {
  const path = join(dataDirectory, 'control.sock');
  return Buffer.byteLength(path) <= LONGEST ? path : undefined;
}

/**
 * A free place for the socket. A longer data directory gets one in a fresh directory of the
 * system's temporary files, which nobody else may enter, and a file that says where.
 */
export async function chooseSocketPath(dataDirectory: string): Promise<string> {
  const path = placeIn(dataDirectory);
  await forgetSocketPath(dataDirectory);
  if (path !== undefined) return path;
  const elsewhere = join(await mkdtemp(join(tmpdir(), 'gatehouse-')), 'control.sock');
  await writeFile(join(dataDirectory, POINTER), elsewhere, { mode: 0o600 });
  return elsewhere;
}

/** Where a server that runs on a data directory listens, if one does. */
export async function findSocketPath(dataDirectory: string): Promise<string | undefined> {
  const path = placeIn(dataDirectory) ?? (await readPointer(dataDirectory));
  if (path === undefined) return undefined;
  const found = await lstat(path).catch(() => undefined);
  // In the temporary files somebody else could have put one where ours once was.
  return found?.isSocket() && found.uid === process.getuid?.() ? path : undefined;
}

/** Removes the socket of a server that has ended, in whichever way. */
export async function forgetSocketPath(dataDirectory: string): Promise<void> {
  const path = placeIn(dataDirectory);
  if (path !== undefined) return rm(path, { force: true });
  const elsewhere = await readPointer(dataDirectory);
  if (elsewhere !== undefined) await rm(dirname(elsewhere), { recursive: true, force: true });
  await rm(join(dataDirectory, POINTER), { force: true });
}

/** Only what {@link chooseSocketPath} can have written: its directory is removed. */
async function readPointer(dataDirectory: string): Promise<string | undefined> {
  const text = await readFile(join(dataDirectory, POINTER), 'utf8').catch(() => '');
  const [base, folder] = [dirname(dirname(text)), dirname(text)];
  const ours = base === tmpdir() && folder.startsWith(join(base, 'gatehouse-'));
  return ours && text === join(folder, 'control.sock') ? text : undefined;
}
