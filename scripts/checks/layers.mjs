/**
 * The rules of direction inside an app, and the search for what breaks them.
 *
 * `turbo boundaries` watches over imports between packages; inside `apps/auth/src` the rooms have
 * an order too (docs/architecture.md), and this is where it is written down.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/**
 * Lowest first. A room may import from its own row and from rows above it in this list, never
 * from rows below. A room that is not listed is a violation, so that a new one gets its place.
 */
export const AUTH_LAYERS = [
  // How a build knows itself.
  ['version.ts'],
  // The standards' own names, spelled once, with where they are used.
  ['protocol'],
  // What is wrong, as a code with facts, and tables of words for it.
  ['faults'],
  // What ADMIT means: rules over plain data.
  ['admission'],
  // Requests to addresses that strangers name.
  ['outbound'],
  // What is said to a provider of identities, whichever it is.
  ['upstream'],
  // One folder for each way to sign in, and the list of them.
  ['connectors'],
  ['config'],
  // What is measured and counted, for whoever asks /metrics.
  ['figures'],
  ['storage'],
  // What happened, told to whoever listens: the log, figures.
  ['events'],
  ['keys'],
  ['registration', 'federation'],
  // Clients whose id is the address of their metadata.
  ['documents'],
  ['consent'],
  ['provider'],
  // What the operator does by command.
  ['operator'],
  // Props in, HTML out; they may name what the rooms above them know.
  ['pages'],
  // What every request goes through, and how pages are sent.
  ['http'],
  // Who is signed in at a browser, and how people come to be: what the rooms below stand on.
  ['session'],
  // Each mounts its own routes.
  ['home', 'interaction'],
  // The operator's port.
  ['operations'],
  // What happens without a request. Nobody above needs it, and it needs storage, keys and config alone.
  ['jobs'],
  // What commands may ask of a running server.
  ['control'],
  // Puts the rooms together.
  ['compose.ts'],
  // Starts and stops what is put together.
  ['process.ts'],
  ['main.ts'],
  ['cli'],
];

/** Rooms that import nothing of the app but themselves. */
export const AUTH_PURE = ['protocol', 'faults', 'admission'];

/** Imports that one file alone may have, so that an upgrade has one place to look at. */
export const AUTH_QUARANTINE = [
  { imports: /^oidc-provider\/lib\//, only: 'provider/internals.ts' },
];

/**
 * Which rooms know the library: a version that changes something reaches no further. What is stored,
 * what people read, and what commands do goes on without it.
 */
export const AUTH_LIBRARY_ROOMS = [
  {
    library: 'oidc-provider',
    rooms: ['registration', 'consent', 'provider', 'http', 'interaction'],
  },
];

/** The same for `packages/auth-core/src`, whose rooms are described in its `index.ts`. */
export const AUTH_CORE_LAYERS = [
  // One class for each way a request ends, one code for each reason.
  ['errors'],
  // Options of any kind, checked before a verifier exists.
  ['options'],
  // Work that several requests wait for.
  ['sharing'],
  // Form, header and claims of a token: rules over plain data, nothing is fetched.
  ['token'],
  ['keys'],
  // The documents of an issuer: metadata and keys, fetched and kept.
  ['issuer'],
  // An issuer for tests, which knows no verifier.
  ['testing'],
  // What a verifier is, and what it gives.
  ['contract'],
  ['scopes'],
  ['caching', 'remote', 'client-authentication'],
  ['dpop', 'status'],
  ['verifiers'],
  ['presets'],
  // A resource server without a web framework.
  ['protected-resource'],
  ['server-metadata'],
  // Adapters: an entry point of the package each.
  ['express', 'fetch'],
  ['mcp', 'mcp-v1'],
  ['index.ts'],
];

/** The same for `apps/mcp/src`. */
export const MCP_LAYERS = [
  // What belongs to one request, with the ids by which logs are searched; how lines are written.
  ['request', 'log'],
  ['tools'],
  // What this server offers: its tools, and the scopes that they need.
  ['mcp-server.ts', 'scopes.ts'],
  // What is counted for /metrics.
  ['figures'],
  // What others are asked, and whether they answer.
  ['upstream'],
  // What is read from the environment, piece by piece.
  ['config'],
  // A mode reads its own variables, and the configuration holds one mode.
  ['modes'],
  ['config.ts'],
  ['http', 'proxy'],
  // The operator's port.
  ['operations'],
  ['start.ts'],
  ['process.ts'],
  ['main.ts'],
];

/** Where the environment may be read. */
export const ENVIRONMENT_READERS = [/^config\//, /^config\.ts$/, /^main\.ts$/, /^cli\/main\.ts$/];

/**
 * @typedef {object} Rules
 * @property {string[][]} [layers]
 * @property {string[]} [pure]
 * @property {{ imports: RegExp, only: string }[]} [quarantine]
 * @property {{ library: string, rooms: string[] }[]} [libraryRooms]
 * @property {RegExp[]} [environmentReaders]
 */

/**
 * Every breach of `rules` under `source`, one sentence each.
 *
 * @param {string} source a `src` folder
 * @param {Rules} rules
 * @returns {string[]}
 */
export function findViolations(source, rules) {
  const violations = [];
  for (const file of sourceFiles(source)) {
    const path = relative(source, file).split(sep).join('/');
    const text = withoutComments(readFileSync(file, 'utf8'));
    const isTest = /\.(?:test|fixture)\.tsx?$/.test(path);
    for (const specifier of importsOf(text)) {
      violations.push(...quarantineFault(path, specifier, rules));
      if (!isTest) violations.push(...libraryFault(path, specifier, rules));
      // Tests and their fixtures may look from above: with the app around a file, for instance.
      if (isTest || !specifier.startsWith('.')) continue;
      const target = relative(source, resolve(dirname(file), specifier))
        .split(sep)
        .join('/');
      violations.push(...directionFault(path, target, rules));
    }
    if (!isTest) violations.push(...environmentFault(path, text, rules));
  }
  return violations;
}

/**
 * @param {string} path
 * @param {string} target
 * @param {Rules} rules
 */
function directionFault(path, target, { layers, pure = [] }) {
  if (layers === undefined) return [];
  const [from, to] = [roomOf(path), roomOf(target)];
  if (from === to) return [];
  const [fromRow, toRow] = [from, to].map((room) => layers.findIndex((row) => row.includes(room)));
  if (fromRow === -1) return [`${path}: the room ${from} has no place in the table of layers.`];
  if (toRow === -1)
    return [`${path}: imports ${target}, whose room has no place in the table of layers.`];
  if (pure.includes(from))
    return [`${path}: imports ${target}, but ${from} imports nothing of the app.`];
  if (toRow > fromRow)
    return [`${path}: imports ${target}, which is a higher room (${from} < ${to}).`];
  return [];
}

/**
 * @param {string} path
 * @param {string} specifier
 * @param {Rules} rules
 */
function quarantineFault(path, specifier, { quarantine = [] }) {
  return quarantine
    .filter(({ imports, only }) => imports.test(specifier) && path !== only)
    .map(({ only }) => `${path}: imports ${specifier}, which only ${only} may.`);
}

/**
 * @param {string} path
 * @param {string} specifier
 * @param {Rules} rules
 */
function libraryFault(path, specifier, { libraryRooms = [] }) {
  return libraryRooms
    .filter(({ library, rooms }) => isOf(library, specifier) && !rooms.includes(roomOf(path)))
    .map(({ rooms }) => `${path}: imports ${specifier}, which only ${rooms.join(', ')} may.`);
}

/**
 * Whether what is imported is a library, or a part of it.
 *
 * @param {string} library
 * @param {string} specifier
 */
export function isOf(library, specifier) {
  return specifier === library || specifier.startsWith(`${library}/`);
}

/**
 * @param {string} path
 * @param {string} text
 * @param {Rules} rules
 */
function environmentFault(path, text, { environmentReaders }) {
  if (environmentReaders === undefined || environmentReaders.some((one) => one.test(path)))
    return [];
  const reads =
    /\bprocess\s*\??\.\s*env\b|\bprocess\[\s*['"`]env/.test(text) ||
    /\bimport\s*\{[^}]*\benv\b[^}]*\}\s*from\s*['"](node:)?process['"]/.test(text);
  return reads ? [`${path}: reads process.env, which only the configuration may.`] : [];
}

/**
 * The first step of a path: a folder of `src`, or a file that lies in `src` itself.
 *
 * @param {string} path
 */
export function roomOf(path) {
  return path.split('/', 1)[0] ?? path;
}

/**
 * @param {string} directory
 * @returns {string[]}
 */
export function sourceFiles(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === 'generated' ? [] : sourceFiles(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/**
 * What a module imports, statically or not, types included: a type of a higher room binds as
 * tightly as a value.
 *
 * @param {string} text without comments
 */
export function importsOf(text) {
  const patterns = [
    /\b(?:import|export)\b[^;'"`]*?\bfrom\s*['"]([^'"]+)['"]/g,
    /\bimport\s*\(\s*['"]([^'"]+)['"]/g,
    /\bimport\s*['"]([^'"]+)['"]/g,
  ];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''));
}

/**
 * Without comments, which name files and variables freely. Strings are passed over, so that
 * `'https://…'` is not taken for a comment.
 *
 * @param {string} text
 */
export function withoutComments(text) {
  const token =
    /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return text.replace(token, (match) => (/^\/[/*]/.test(match) ? ' ' : match));
}
