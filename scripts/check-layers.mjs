/**
 * Draws which rooms of the apps import which, and checks the direction:
 * `node scripts/check-layers.mjs`.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  AUTH_CORE_LAYERS,
  AUTH_LAYERS,
  AUTH_LIBRARY_ROOMS,
  AUTH_PURE,
  AUTH_QUARANTINE,
  ENVIRONMENT_READERS,
  findViolations,
  MCP_LAYERS,
} from './checks/layers.mjs';
import { drawRooms, printedRooms, roomFaults } from './checks/rooms.mjs';

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
  ['apps/mcp/src', { layers: MCP_LAYERS, environmentReaders: ENVIRONMENT_READERS }],
  ['packages/auth-core/src', { layers: AUTH_CORE_LAYERS, environmentReaders: [] }],
  ['packages/display/src', { environmentReaders: [] }],
  ['packages/look/src', { environmentReaders: [] }],
  ['packages/brand/src', { environmentReaders: [] }],
  ['packages/environment/src', { environmentReaders: [] }],
];

const violations = sources.flatMap(([source, rules]) => {
  const folder = join(root, source);
  const faults = findViolations(folder, rules);
  if (rules.layers !== undefined) {
    const rooms = drawRooms(folder, rules.layers, rules.libraryRooms);
    console.log(`${printedRooms(source, rooms)}\n`);
    faults.push(...roomFaults(rooms));
  }
  return faults.map((fault) => `${source}/${fault}`);
});
for (const violation of violations) console.error(violation);
if (violations.length > 0) process.exitCode = 1;
