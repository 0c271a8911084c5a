import { inspect } from 'node:util';
import { loadDatabaseConfig } from '../config/load-database-config.ts';
import { loadOperatorConfig, loadSealingKeys } from '../config/load-operator-config.ts';
import { terminalText } from '@gatehouse/display';
import { run } from './run.ts';

// Files that a command writes, the embedded database among them, are readable by this user alone.
process.umask(0o077);

const stderr = (text: string) => process.stderr.write(text);

process.exitCode = await run(process.argv.slice(2), {
  loadDatabase: () => loadDatabaseConfig(process.env, { directory: process.cwd() }),
  loadOperator: () => loadOperatorConfig(process.env, { directory: process.cwd() }),
  loadSealingKeys: () => loadSealingKeys(process.env, { directory: process.cwd() }),
  stdout: (text) => process.stdout.write(text),
  stderr,
  now: () => new Date(),
}).catch((error: unknown) => {
  // Node would print it unchanged, with control characters that a server or a file may contain.
  stderr(`${terminalText(inspect(error))}\n`);
  return 1;
});
