/** `pnpm dashboard`: writes the dashboard for Grafana from the rows in `scripts/dashboard`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboard, FILE } from './dashboard/dashboard.mjs';

writeFileSync(join(import.meta.dirname, '..', FILE), dashboard);
process.stdout.write(`${FILE}\n`);
