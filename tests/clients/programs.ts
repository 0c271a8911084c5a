import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `versions.json` says of a client. */
interface Pinned {
  readonly package: string;
  readonly version: string;
  readonly bin?: string;
}

const versions = JSON.parse(
  readFileSync(new URL('versions.json', import.meta.url), 'utf8'),
) as Record<string, Pinned>;

/** The program of a client that `pnpm test:clients` has installed. */
export function program(id: string): string {
  const bin = versions[id]?.bin;
  if (bin === undefined) throw new Error(`${id} has no program`);
  const folder = fileURLToPath(new URL(`../../.tools/clients/${id}`, import.meta.url));
  return join(folder, 'node_modules', '.bin', bin);
}
