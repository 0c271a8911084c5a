/**
 * What `npm start` has to know of the environment to put the stack together. The apps read and
 * check their own variables; here a value that makes no sense only means "leave it to the app".
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

/** The ways to sign in: each has a folder by its id, and variables that begin with it. */
const CONNECTORS = readdirSync(new URL('../../apps/auth/src/connectors', import.meta.url), {
  withFileTypes: true,
})
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/**
 * What registers this server with one: whoever sets one of them means the real provider.
 *
 * @param {string} id
 */
function credentialsOf(id) {
  const name = id.toUpperCase();
  const credentials = [`${name}_CLIENT_ID`, `${name}_CLIENT_SECRET`];
  return id === 'oidc' ? [...credentials, 'OIDC_ISSUER'] : credentials;
}

/** The same of all of them. */
export const CREDENTIALS = CONNECTORS.flatMap(credentialsOf);

/** The same of a further OpenID provider; one in wrong letters means it too, and the app says what is right. */
const FURTHER = /^OIDC_(?:ISSUER|CLIENT_ID|CLIENT_SECRET)_(?!URL$)([a-z][a-z\d]{0,29})$/i;

/**
 * The ids of further OpenID providers, by the names that variables end with.
 *
 * @param {Record<string, string | undefined>} env
 */
function furtherConnectors(env) {
  const names = Object.keys(env)
    .filter((name) => env[name]?.trim())
    .flatMap((name) => FURTHER.exec(name)?.[1]?.toLowerCase() ?? []);
  return [...new Set(names)].sort().map((name) => `oidc-${name}`);
}

/** Variables that a person may have set for `npm start`, beside those of the ways to sign in. */
const PERSONAL = ['DATABASE_URL', 'GATEHOUSE_DATA_DIR', 'NODE_ENV', 'PUBLIC_URL'];

/**
 * Whether a variable is about a person's own server: a test has no business with their credentials
 * and databases.
 *
 * @param {string} name
 */
export function isPersonal(name) {
  return (
    PERSONAL.includes(name) || CONNECTORS.some((id) => name.startsWith(`${id.toUpperCase()}_`))
  );
}

/** Reads a file of variables as Node's own `--env-file` does; absent = no variables. */
const PARSE = `process.stdout.write(JSON.stringify(
  require('node:util').parseEnv(require('node:fs').readFileSync(process.argv[1], 'utf8'))))`;

/**
 * @param {{ node: string, file: string }} options `node` is recent: 18 has no such parser
 * @returns {Record<string, string>}
 */
export function readEnvFile({ node, file }) {
  if (!existsSync(file)) return {};
  return JSON.parse(execFileSync(node, ['-e', PARSE, file], { encoding: 'utf8' }));
}

/**
 * @typedef {object} Settings
 * @property {string} publicUrl the authorization server's origin
 * @property {boolean} production
 * @property {string[]} configured the ids of the ways to sign in of which a variable is set
 * @property {boolean} emulated whether the emulated GitHub and Google are part of the stack
 * @property {string} mcpUrl
 * @property {import('./ports.mjs').Wanted[]} wanted the ports that must be free
 * @property {{ port: number, path: string }[]} probes where the stack says that it is ready
 * @property {{ auth: number, operations: number, mcp: number, mcpOperations: number, github: number, google: number }} ports
 */

/**
 * @param {Record<string, string | undefined>} env
 * @returns {Settings}
 */
export function readSettings(env) {
  const url = parseUrl(env.PUBLIC_URL || 'http://localhost:3000');
  // An unreadable address is treated as production: whatever is wrong, it must not bring emulators.
  const production =
    env.NODE_ENV === 'production' || url === undefined || !isLoopback(url.hostname);
  // Where some are missing, the app says which.
  const configured = [
    ...CONNECTORS.filter((id) => credentialsOf(id).some((name) => Boolean(env[name]?.trim()))),
    ...furtherConnectors(env),
  ];
  const emulated = !production && configured.length === 0;
  const ports = {
    auth: port(env.PORT) ?? (production ? 3000 : defaultPort(url)),
    operations: port(env.OPERATIONS_PORT) ?? 9464,
    mcp: port(env.MCP_PORT) ?? 8000,
    mcpOperations: port(env.MCP_OPERATIONS_PORT) ?? 9465,
    github: port(env.EMULATED_GITHUB_PORT) ?? 4001,
    google: port(env.EMULATED_GOOGLE_PORT) ?? 4002,
  };
  return {
    publicUrl: url?.origin ?? 'http://localhost:3000',
    production,
    configured,
    emulated,
    mcpUrl: env.AUTH_AUDIENCE || `http://localhost:${ports.mcp}/mcp`,
    ports,
    wanted: [
      {
        port: ports.auth,
        what: 'authorization server',
        variable: production || env.PORT ? 'PORT' : 'PUBLIC_URL',
      },
      { port: ports.operations, what: 'health and metrics', variable: 'OPERATIONS_PORT' },
      { port: ports.mcp, what: 'MCP server', variable: 'MCP_PORT' },
      {
        port: ports.mcpOperations,
        what: 'health and metrics of the MCP server',
        variable: 'MCP_OPERATIONS_PORT',
      },
      ...(emulated
        ? [
            { port: ports.github, what: 'emulated GitHub', variable: 'EMULATED_GITHUB_PORT' },
            { port: ports.google, what: 'emulated Google', variable: 'EMULATED_GOOGLE_PORT' },
          ]
        : []),
    ],
    probes: [
      { port: ports.operations, path: '/readyz' },
      { port: ports.mcpOperations, path: '/readyz' },
    ],
  };
}

/** @param {string} text */
function parseUrl(text) {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** @param {string} hostname */
function isLoopback(hostname) {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

/** @param {URL | undefined} url */
function defaultPort(url) {
  return Number(url?.port) || (url?.protocol === 'https:' ? 443 : 80);
}

/** @param {string | undefined} text */
function port(text) {
  const number = Number(text?.trim() || Number.NaN);
  return Number.isInteger(number) && number > 0 && number < 65_536 ? number : undefined;
}
