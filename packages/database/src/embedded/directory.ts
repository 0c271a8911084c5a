import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';

export async function openDirectory(
  directory: string,
  _onNotice: unknown,
): Promise<{ pglite: PGlite; release(): Promise<void> }> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return { pglite: await PGlite.create(path.join(directory, 'postgres')), release: async () => {} };
}
