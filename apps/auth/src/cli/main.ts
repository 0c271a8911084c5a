import { loadDatabaseConfig } from '../config/load-database-config.ts';
import { loadOperatorConfig } from '../config/load-operator-config.ts';
import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2), {
  loadDatabase: () => loadDatabaseConfig(process.env, { directory: process.cwd() }),
  loadOperator: () => loadOperatorConfig(process.env, { directory: process.cwd() }),
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  now: () => new Date(),
});
