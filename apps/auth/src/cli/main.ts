import { loadDatabaseConfig } from '../config/load-database-config.ts';
import { loadOperatorConfig, loadSealingKeys } from '../config/load-operator-config.ts';
import { run } from './run.ts';

// Where it opens the embedded database, or writes a file: what it makes is nobody else's.
process.umask(0o077);
process.exitCode = await run(process.argv.slice(2), {
  loadDatabase: () => loadDatabaseConfig(process.env, { directory: process.cwd() }),
  loadOperator: () => loadOperatorConfig(process.env, { directory: process.cwd() }),
  loadSealingKeys: () => loadSealingKeys(process.env, { directory: process.cwd() }),
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  now: () => new Date(),
});
