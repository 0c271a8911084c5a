import { lstat, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** `sun_path` holds 104 bytes on macOS and 108 on Linux, the final NUL included. */
const LONGEST = 103;

/** A file that says where the socket is, when it is not in the data directory. */
const POINTER = 'control.path';

/** The path of the socket in a data directory; undefined where it would be too long. */
function placeIn(dataDirectory: string): string | undefined {
  const path = join(dataDirectory, 'control.sock');
  return Buffer.byteLength(path) <= LONGEST ? path : undefined;
}

/**
 * A free path for the socket. Where the path of the data directory is too long, the socket is put into a
 * new directory among the system's temporary files, which no other user may enter, and a file in the
 * data directory says where it is.
 */
export async function chooseSocketPath(dataDirectory: string): Promise<string> {
  const path = placeIn(dataDirectory);
  await forgetSocketPath(dataDirectory);
  if (path !== undefined) return path;
  const elsewhere = join(await mkdtemp(join(tmpdir(), 'gatehouse-')), 'control.sock');
  await writeFile(join(dataDirectory, POINTER), elsewhere, { mode: 0o600 });
  return elsewhere;
}

/** The socket of the server that uses a data directory, if one is running. */
export async function findSocketPath(dataDirectory: string): Promise<string | undefined> {
  const path = placeIn(dataDirectory) ?? (await readPointer(dataDirectory));
  if (path === undefined) return undefined;
  const found = await lstat(path).catch(() => undefined);
  // Among the temporary files another user could have put a socket where ours was.
  return found?.isSocket() && found.uid === process.getuid?.() ? path : undefined;
}

/** Removes the socket of a server that has ended, normally or not. */
export async function forgetSocketPath(dataDirectory: string): Promise<void> {
  const path = placeIn(dataDirectory);
  if (path !== undefined) return rm(path, { force: true });
  const elsewhere = await readPointer(dataDirectory);
  if (elsewhere !== undefined) await rm(dirname(elsewhere), { recursive: true, force: true });
  await rm(join(dataDirectory, POINTER), { force: true });
}

/** Reads only what {@link chooseSocketPath} can have written, as its directory will be removed. */
async function readPointer(dataDirectory: string): Promise<string | undefined> {
  const text = await readFile(join(dataDirectory, POINTER), 'utf8').catch(() => '');
  const [base, folder] = [dirname(dirname(text)), dirname(text)];
  const ours = base === tmpdir() && folder.startsWith(join(base, 'gatehouse-'));
  return ours && text === join(folder, 'control.sock') ? text : undefined;
}
