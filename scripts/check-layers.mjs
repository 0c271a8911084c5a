/** Checks the direction of imports inside the apps: `node scripts/check-layers.mjs`. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  AUTH_LAYERS,
  AUTH_LIBRARY_ROOMS,
  AUTH_PURE,
  AUTH_QUARANTINE,
  ENVIRONMENT_READERS,
  findViolations,
} from './checks/layers.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @type {[string, import('./checks/layers.mjs').Rules][]} */
const sources = [
  [
    'apps/auth/src',
    {
      layers: AUTH_LAYERS,
      pure: AUTH_PURE,
      quarantine: AUTH_QUARANTINE,
      libraryRooms: AUTH_LIBRARY_ROOMS,
      environmentReaders: ENVIRONMENT_READERS,
    },
  ],
  ['apps/mcp/src', { environmentReaders: ENVIRONMENT_READERS }],
  ['packages/auth-core/src', { environmentReaders: [] }],
  ['packages/display/src', { environmentReaders: [] }],
];

const violations = sources.flatMap(([source, rules]) =>
  findViolations(join(root, source), rules).map((fault) => `${source}/${fault}`),
);
for (const violation of violations) console.error(violation);
if (violations.length > 0) process.exitCode = 1;
