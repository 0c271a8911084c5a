/** `pnpm threat-model`: writes the pages of `docs/threat-model`, and removes what is none of them. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOfThreats } from './faults.ts';
import { FOLDER, pages } from './pages.ts';
import { ROOT } from './repository.ts';

const faults = faultsOfThreats();
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exit(1);
}
const folder = join(ROOT, FOLDER);
const written = await pages();
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!written.has(name)) rmSync(join(folder, name));
for (const [name, text] of written) writeFileSync(join(folder, name), text);
process.stdout.write(`${FOLDER}: ${written.size} files\n`);
